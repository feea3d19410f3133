// What to_process refuses. Every case must give exactly one error, that leads
// to its line, with the sentence that its comment names; see check.cmake.
#include <fstream>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stallfree/task.hpp>
#include <stallfree/to_process.hpp>
#include <thread>

using stallfree::to_process;

struct holds_pointer {
  int n;
  const char *name;
};
class opaque {
public:
  opaque();
  opaque(const opaque &);

private:
  std::string text_;
};
struct object {
  int method(int);
};

int takes_pointer(const int *);
int takes_unique(std::unique_ptr<int>);
int takes_shared(const std::shared_ptr<int> &);
int takes_iterator(std::vector<int>::iterator);
int takes_mutable(std::vector<int> &);
int takes_mutable_span(std::span<int>);
int takes_function(std::function<int()>);
int takes_function_pointer(int (*)(int));
int takes_mutex(const std::mutex &);
int takes_file(std::FILE *);
int takes_stream(const std::ofstream &);
int takes_thread(const std::thread &);
int takes_future(const std::future<int> &);
int takes_struct(holds_pointer);
int takes_vector(const std::vector<holds_pointer> &);
int takes_opaque(const opaque &);
stallfree::task<int> coroutine(int);
int &returns_reference();
std::string_view returns_view();
const char *returns_pointer();
int two(int, int);

void refused(std::vector<int> v, holds_pointer h, std::vector<holds_pointer> hs, opaque o, int n,
             std::mutex &m, std::FILE *f, std::ofstream &s, std::thread &t, std::future<int> &u) {
  (void)to_process<&takes_pointer>(nullptr);          // refused: a pointer or iterator
  (void)to_process<&takes_unique>(nullptr);           // refused: a pointer or iterator
  (void)to_process<&takes_shared>(nullptr);           // refused: a pointer or iterator
  (void)to_process<&takes_iterator>(v.begin());       // refused: a pointer or iterator
  (void)to_process<&takes_struct>(h);                 // refused: a pointer or iterator
  (void)to_process<&takes_vector>(hs);                // refused: a pointer or iterator
  (void)to_process<&returns_pointer>();               // refused: a pointer or iterator
  (void)to_process<&takes_mutable>(v);                // refused: cannot change the caller's object
  (void)to_process<&takes_mutable_span>(v);           // refused: cannot change the caller's object
  (void)to_process<&returns_reference>();             // refused: cannot change the caller's object
  (void)to_process<&takes_function>(nullptr);         // refused: a callable object
  (void)to_process<&takes_function_pointer>(nullptr); // refused: a callable object
  (void)to_process<&takes_mutex>(m);                  // refused: a mutex or other lock
  (void)to_process<&takes_file>(f);                   // refused: an open stream
  (void)to_process<&takes_stream>(s);                 // refused: an open stream
  (void)to_process<&takes_thread>(t);                 // refused: a thread, future or promise
  (void)to_process<&takes_future>(u);                 // refused: a thread, future or promise
  (void)to_process<&takes_opaque>(o);                 // refused: this type cannot be copied
  (void)to_process<&coroutine>(1);                    // refused: has no event loop
  (void)to_process<&returns_view>();                  // refused: a view into the memory of the worker
  to_process([n] { return n; });                      // refused: must not capture
  (void)to_process<&object::method>(1);               // refused: a pointer to a non-member function
  (void)to_process<[](auto x) { return x; }>(1);      // refused: a pointer to a non-member function
  (void)to_process<&two>(1);                          // refused: do not fit the parameters
  (void)to_process<&two>(1, "2");                     // refused: do not fit the parameters
}
