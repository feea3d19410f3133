extern "C" unsigned sleep(unsigned);
extern "C" int usleep(unsigned);
static void work() {
  sleep(1);
  usleep(900000);
}
[[clang::annotate("stallfree::loop")]] void on_event() { work(); }
[[clang::annotate("stallfree::thread")]] void worker() { work(); }
