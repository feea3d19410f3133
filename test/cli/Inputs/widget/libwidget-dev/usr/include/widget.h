namespace widget {
struct Base {
  int reset();
};
struct Port : Base {
  int read(int timeout_ms);
  int wait_ready();
  int open_count() const;
};
using Device = Port;
} // namespace widget
