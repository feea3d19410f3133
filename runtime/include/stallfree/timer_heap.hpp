// A 4-ary heap of timers, with the times beside the pointers so that sifting
// does not touch the timers.
#pragma once

#include <cstddef>
#include <vector>

#include <stallfree/sleep.hpp>

namespace stallfree {

class timer_heap {
public:
  bool empty() const noexcept { return heap_.empty(); }
  std::size_t size() const noexcept { return heap_.size(); }
  time_point next() const noexcept { return heap_.front().when; }
  timer *top() const noexcept { return heap_.front().node; }
  void insert(timer &, time_point); // throws bad_alloc
  void remove(timer &) noexcept;
  // Takes the first timer out if it is due.
  timer *pop_due(time_point now) noexcept;

private:
  struct entry {
    time_point when;
    timer *node;
  };
  void place(std::size_t at, entry e) noexcept;
  void sift_up(std::size_t at, entry e) noexcept;
  void sift_down(std::size_t at, entry e) noexcept;
  std::vector<entry> heap_;
};

} // namespace stallfree
