// What to_thread refuses. Every case must give exactly one error, that leads
// to its line, with the sentence that its comment names; see check.cmake.
#include <functional>
#include <span>
#include <stallfree/task.hpp>
#include <stallfree/to_thread.hpp>
#include <string_view>

using stallfree::to_thread;

struct lazy { // awaitable, but no task of ours
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};

stallfree::task<int> returns_task();
lazy returns_awaitable();
int &returns_reference();
void takes_mutable(int &);
void takes_span(std::span<int>);
void takes_view(std::string_view);
void takes_reference(int &);
int plain(int);

void refused(int n, std::span<int> span) {
  (void)to_thread(returns_task);                                         // refused: this callable returns a task
  (void)to_thread([] { return returns_awaitable(); });                   // refused: this callable returns a task
  (void)to_thread(returns_reference);                                    // refused: cannot return a reference
  (void)to_thread(takes_mutable, n);                                     // refused: wrap in std::ref what it takes by mutable reference
  (void)to_thread(plain, "text");                                        // refused: cannot call this function with these arguments
  (void)to_thread(stallfree::abandon{}, takes_reference, std::ref(n));   // refused: an abandoned call may outlive its caller
  (void)to_thread(stallfree::abandon{}, takes_span, span);               // refused: an abandoned call may outlive its caller
  (void)to_thread(stallfree::abandon{}, takes_view, std::string_view()); // refused: an abandoned call may outlive its caller
}
