// Ordinary functions that wait, called from the runtime's own coroutines.
#include <fstream>
#include <iterator>
#include <stallfree/task.hpp>
#include <string>
#include <vector>

using stallfree::task;

static std::string load(const std::string &path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

static std::size_t count_lines(const std::string &path) {
  std::string text = load(path);
  std::size_t lines = 0;
  for (char c : text)
    lines += c == '\n';
  return lines;
}

template <class T> T parse(const std::string &path) { return T(load(path).size()); }

struct config {
  explicit config(const std::string &path) : text(load(path)) {}
  std::string text;
};

struct database {
  std::string get(const std::string &key) { return load("db/" + key); }
};

// pair: one helper deep
task<std::string> helper(std::string path) {
  std::string text = load(path);
  co_return text;
}

// pair: two helpers deep
task<std::size_t> two_deep(std::string path) { co_return count_lines(path); }

// pair: a constructor that reads
task<std::string> constructor(std::string path) {
  config all(path);
  co_return all.text;
}

// pair: an instance of a template
task<int> instance(std::string path) {
  int size = parse<int>(path);
  co_return size;
}

// pair: a coroutine template whose instances agree
template <class T> task<T> generic(std::string path) {
  T size = parse<T>(path);
  co_return size;
}
template task<int> generic<int>(std::string);
template task<long> generic<long>(std::string);

// pair: a container that is filled
task<std::size_t> container(std::string path) {
  std::vector<std::string> texts;
  texts.push_back(load(path));
  co_return texts.size();
}

struct service {
  database db_;

  // pair: an object that the loop shares
  task<std::string> shared(std::string key) {
    std::string value = db_.get(key);
    co_return value;
  }

  std::string reload() { return load("service.conf"); }

  // pair: a method of the object itself
  task<std::string> method() {
    std::string text = reload();
    co_return text;
  }

  task<int> step() { co_return 1; }

  // pair: a task that is dropped
  task<int> drops() {
    step();
    co_return 2;
  }
};

// pair: an object that the caller owns
task<std::string> borrowed(database &db) { co_return db.get("k"); }
