// Stallfree on libuv.
//
//   stallfree::uv::attachment here(uv_default_loop());
//   stallfree::start(stallfree::to_thread(f), [](stallfree::result<int> r) {...});
//   stallfree::start(some_task(), [](stallfree::result<void> r) {...});
#pragma once

#include <uv.h>

#include <stallfree/heartbeat.hpp>
#include <stallfree/port.hpp>
#include <stallfree/spawn.hpp>

namespace stallfree::uv {

// Makes a uv loop the home of the thread that runs it. The loop stays alive
// while calls are out, and not longer. Create and destroy it on that thread;
// afterwards run the loop once more, so that libuv closes its handles.
class attachment {
public:
  explicit attachment(uv_loop_t *loop) : handles_(new handles(loop)), attach_(port()) {
    handles_->box = &attach_.box();
  }
  ~attachment() { handles_->close(); } // then attach_: no wake-up, no drain
  attachment(const attachment &) = delete;
  inbox &box() noexcept { return attach_.box(); }

private:
  // Closed by libuv in its own time, hence on the heap.
  struct handles {
    uv_async_t wake;
    uv_prepare_t before; // the loop is about to wait
    uv_check_t after;    // it has waited
    inbox *box = nullptr;
    heartbeat *pulse = heartbeat::open(true); // I/O callbacks come before `after`
    int open = 3;

    explicit handles(uv_loop_t *loop) {
      uv_async_init(loop, &wake, [](uv_async_t *h) {
        auto *me = static_cast<handles *>(h->data);
        if (!me->box)
          return;
        me->pulse->enter(); // callbacks of descriptors come before `after`
        me->box->drain();
      });
      uv_prepare_init(loop, &before);
      uv_check_init(loop, &after);
      wake.data = before.data = after.data = this;
      uv_prepare_start(&before,
                       [](uv_prepare_t *h) { static_cast<handles *>(h->data)->pulse->leave(); });
      uv_check_start(&after, [](uv_check_t *h) { static_cast<handles *>(h->data)->pulse->enter(); });
      for (auto *h : all())
        uv_unref(h);
      pulse->enter();
    }
    struct list {
      uv_handle_t *handle[3];
      uv_handle_t **begin() { return handle; }
      uv_handle_t **end() { return handle + 3; }
    };
    list all() {
      return {{reinterpret_cast<uv_handle_t *>(&wake), reinterpret_cast<uv_handle_t *>(&before),
               reinterpret_cast<uv_handle_t *>(&after)}};
    }
    void close() noexcept {
      heartbeat::close(pulse);
      box->close(); // no uv_async_send from here on
      box = nullptr;
      for (auto *h : all())
        uv_close(h, [](uv_handle_t *closed) {
          auto *me = static_cast<handles *>(closed->data);
          if (--me->open == 0)
            delete me;
        });
    }
  };

  loop_port port() noexcept {
    return {handles_,
            [](void *p) noexcept { uv_async_send(&static_cast<handles *>(p)->wake); },
            [](void *p, bool on) noexcept {
              auto *h = reinterpret_cast<uv_handle_t *>(&static_cast<handles *>(p)->wake);
              on ? uv_ref(h) : uv_unref(h);
            }};
  }

  handles *handles_;
  attach attach_;
};

} // namespace stallfree::uv
