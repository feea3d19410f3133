// What to_process refuses. Every case must give exactly one error, with the
// sentence that its comment names; see check.cmake.
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

void pointer() { (void)to_process<&takes_pointer>(nullptr); } // refused: a pointer or iterator
void unique() { (void)to_process<&takes_unique>(nullptr); }   // refused: a pointer or iterator
void shared() { (void)to_process<&takes_shared>(nullptr); }   // refused: a pointer or iterator
void iterator(std::vector<int> v) {
  (void)to_process<&takes_iterator>(v.begin()); // refused: a pointer or iterator
}
void member(holds_pointer h) {
  (void)to_process<&takes_struct>(h);
} // refused: a pointer or iterator
void elements(std::vector<holds_pointer> v) {
  (void)to_process<&takes_vector>(v); // refused: a pointer or iterator
}
void result_pointer() { (void)to_process<&returns_pointer>(); } // refused: a pointer or iterator
void mutable_reference(std::vector<int> v) {
  (void)to_process<&takes_mutable>(v); // refused: cannot change the caller's object
}
void mutable_span(std::vector<int> v) {
  (void)to_process<&takes_mutable_span>(v); // refused: cannot change the caller's object
}
void result_reference() {
  (void)to_process<&returns_reference>();
} // refused: cannot change the caller's object
void function() { (void)to_process<&takes_function>(nullptr); } // refused: a callable object
void function_pointer() {
  (void)to_process<&takes_function_pointer>(nullptr);
} // refused: a callable object
void mutex(std::mutex &m) { (void)to_process<&takes_mutex>(m); } // refused: a mutex or other lock
void file(std::FILE *f) { (void)to_process<&takes_file>(f); }    // refused: an open stream
void stream(std::ofstream &s) { (void)to_process<&takes_stream>(s); } // refused: an open stream
void thread(std::thread &t) {
  (void)to_process<&takes_thread>(t);
} // refused: a thread, future or promise
void future(std::future<int> &f) {
  (void)to_process<&takes_future>(f);
} // refused: a thread, future or promise
void class_type(opaque o) {
  (void)to_process<&takes_opaque>(o);
} // refused: this type cannot be copied
void task() { (void)to_process<&coroutine>(1); }   // refused: has no event loop
void view() { (void)to_process<&returns_view>(); } // refused: a view into the memory of the worker
void capture(int n) {
  to_process([n] { return n; });
} // refused: must not capture
void method() {
  (void)to_process<&object::method>(1);
} // refused: a pointer to a non-member function
void generic() {
  (void)to_process<[](auto x) { return x; }>(1);
} // refused: a pointer to a non-member function
void too_few() { (void)to_process<&two>(1); }         // refused: do not fit the parameters
void wrong_type() { (void)to_process<&two>(1, "2"); } // refused: do not fit the parameters
