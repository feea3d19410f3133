#include <stallfree/timer_heap.hpp>

namespace stallfree {

void timer_heap::place(std::size_t at, entry e) noexcept {
  heap_[at] = e;
  e.node->index_ = static_cast<std::uint32_t>(at);
}

void timer_heap::sift_up(std::size_t at, entry e) noexcept {
  while (at) {
    std::size_t parent = (at - 1) / 4;
    if (heap_[parent].when <= e.when)
      break;
    place(at, heap_[parent]);
    at = parent;
  }
  place(at, e);
}

void timer_heap::sift_down(std::size_t at, entry e) noexcept {
  const std::size_t n = heap_.size();
  for (std::size_t child; (child = at * 4 + 1) < n;) {
    std::size_t least = child;
    for (std::size_t c = child + 1; c < n && c < child + 4; ++c)
      if (heap_[c].when < heap_[least].when)
        least = c;
    if (e.when <= heap_[least].when)
      break;
    place(at, heap_[least]);
    at = least;
  }
  place(at, e);
}

void timer_heap::insert(timer &t, time_point when) {
  heap_.push_back({when, &t});
  t.place_ = timer::place::heap;
  sift_up(heap_.size() - 1, heap_.back());
}

void timer_heap::remove(timer &t) noexcept {
  std::size_t at = t.index_;
  entry last = heap_.back();
  heap_.pop_back();
  t.place_ = timer::place::nowhere;
  if (at == heap_.size())
    return;
  if (at && last.when < heap_[(at - 1) / 4].when)
    sift_up(at, last);
  else
    sift_down(at, last);
}

timer *timer_heap::pop_due(time_point now) noexcept {
  if (heap_.empty() || heap_.front().when > now)
    return nullptr;
  timer *t = heap_.front().node;
  remove(*t);
  t->place_ = timer::place::ready;
  return t;
}

} // namespace stallfree
