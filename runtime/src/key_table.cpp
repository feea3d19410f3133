#include "pool_core.hpp"

#include <cstdint>

#include <stallfree/call.hpp>
#include <stallfree/errors.hpp>

namespace stallfree {

// Order of locks: the table's, then a pool's.

key_table &key_table::get() {
  static key_table *table = new key_table; // default pools may outlive statics
  return *table;
}

work_item **key_table::holder(const void *key) noexcept {
  auto hash = (reinterpret_cast<std::uintptr_t>(key) * 0x9E3779B97F4A7C15u) >> 58;
  work_item **at = &buckets_[hash];
  while (*at && (*at)->key != key)
    at = &(*at)->key_next_;
  return at;
}

void key_table::submit(work_item &i) {
  std::lock_guard lock(mutex_);
  i.key_next_ = i.key_first_ = i.key_last_ = nullptr;
  work_item **at = holder(i.key);
  if (work_item *h = *at) {
    {
      std::lock_guard pool_lock(i.pool_->mutex_);
      if (i.pool_->closed_)
        throw pool_closed();
      ++i.pool_->chained_;
    }
    i.phase_.store(work_item::phase::queued, std::memory_order_relaxed);
    (h->key_first_ ? h->key_last_->key_next_ : h->key_first_) = &i;
    h->key_last_ = &i;
    return;
  }
  i.pool_->enqueue(i, true);
  *at = &i;
}

bool key_table::withdraw(work_item &i) noexcept {
  std::lock_guard lock(mutex_);
  work_item *h = *holder(i.key);
  if (!h || h == &i)
    return false;
  work_item *previous = nullptr;
  for (work_item *at = h->key_first_; at; previous = at, at = at->key_next_) {
    if (at != &i)
      continue;
    (previous ? previous->key_next_ : h->key_first_) = i.key_next_;
    if (h->key_last_ == &i)
      h->key_last_ = previous;
    return true;
  }
  return false;
}

void key_table::release(work_item &i) noexcept {
  std::lock_guard lock(mutex_);
  drop(holder(i.key));
}

void key_table::drop(work_item **at) noexcept {
  work_item *next_in_bucket = (*at)->key_next_;
  work_item *heir = (*at)->key_first_, *last = (*at)->key_last_;
  while (heir) {
    work_item *first = heir->key_next_;
    heir->key_first_ = first;
    heir->key_last_ = first ? last : nullptr;
    heir->key_next_ = next_in_bucket;
    *at = heir;
    if (heir->pool_->enqueue_promoted(*heir))
      return;
    // Its pool closed: it fails, and the next one's turn comes at once.
    heir->phase_.store(work_item::phase::delivering);
    heir->fail(std::make_exception_ptr(pool_closed()));
    heir->waiter->arrive();
    heir = first;
  }
  *at = next_in_bucket;
}

std::size_t key_table::cut(pool_core &pool) noexcept {
  std::lock_guard lock(mutex_);
  std::size_t n = 0;
  for (work_item *bucket : buckets_)
    for (work_item *h = bucket; h; h = h->key_next_) {
      work_item *kept = nullptr, *last = nullptr;
      for (work_item *i = h->key_first_, *next; i; i = next) {
        next = i->key_next_;
        i->key_next_ = nullptr;
        if (i->pool_ == &pool) {
          i->phase_.store(work_item::phase::delivering);
          i->fail(std::make_exception_ptr(pool_closed()));
          i->waiter->arrive();
          ++n;
        } else {
          (last ? last->key_next_ : kept) = i;
          last = i;
        }
      }
      h->key_first_ = kept;
      h->key_last_ = last;
    }
  return n;
}

} // namespace stallfree
