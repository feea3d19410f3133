// Stallfree on GLib's main loop (GTK, GStreamer, NetworkManager ...).
//
//   stallfree::glib::attachment here;               // the default main context
//   stallfree::start(stallfree::to_thread(f), [](stallfree::result<int> r) {...});
#pragma once

#include <glib.h>

#include <stallfree/heartbeat.hpp>
#include <stallfree/port.hpp>
#include <stallfree/spawn.hpp>

namespace stallfree::glib {

// Makes a main context the home of the thread that iterates it. Create and
// destroy it on that thread. A GMainLoop runs until it is told to quit, so
// calls that are out do not hold it.
class attachment {
public:
  explicit attachment(GMainContext *context = nullptr)
      : pulse_(make_pulse(context)), source_(make_source(context)),
        attach_({source_, &wake, nullptr}) {
    source_->box = &attach_.box();
  }
  ~attachment() {
    attach_.box().close(); // no wake-up from here on
    source_->box = nullptr;
    end(source_);
    heartbeat::close(pulse_->pulse);
    end(pulse_);
  }
  attachment(const attachment &) = delete;
  inbox &box() noexcept { return attach_.box(); }

private:
  struct source {
    GSource base;
    inbox *box;
  };
  struct pulse_source {
    GSource base;
    heartbeat *pulse;
  };

  static gboolean dispatch(GSource *s, GSourceFunc, gpointer) {
    g_source_set_ready_time(s, -1);
    if (inbox *box = reinterpret_cast<source *>(s)->box)
      box->drain();
    return G_SOURCE_CONTINUE;
  }
  static void wake(void *p) noexcept { // any thread
    g_source_set_ready_time(&static_cast<source *>(p)->base, 0);
  }
  // The source of the highest priority is always asked, before GLib waits and
  // after it has waited; it is never ready itself.
  static gboolean about_to_wait(GSource *s, gint *timeout) {
    *timeout = -1;
    reinterpret_cast<pulse_source *>(s)->pulse->leave();
    return FALSE;
  }
  static gboolean has_waited(GSource *s) {
    reinterpret_cast<pulse_source *>(s)->pulse->enter();
    return FALSE;
  }

  template <class S> static S *make(GSourceFuncs &functions, int priority) {
    GSource *s = g_source_new(&functions, sizeof(S));
    g_source_set_static_name(s, "stallfree");
    g_source_set_priority(s, priority);
    g_source_set_can_recurse(s, TRUE); // nested main loops of dialogs
    return reinterpret_cast<S *>(s);
  }
  static source *make_source(GMainContext *context) {
    static GSourceFuncs functions = {nullptr, nullptr, dispatch, nullptr, nullptr, nullptr};
    auto *s = make<source>(functions, G_PRIORITY_DEFAULT);
    g_source_attach(&s->base, context);
    return s;
  }
  static pulse_source *make_pulse(GMainContext *context) {
    static GSourceFuncs functions = {about_to_wait, has_waited, nullptr, nullptr, nullptr, nullptr};
    auto *s = make<pulse_source>(functions, G_MININT);
    s->pulse = heartbeat::open();
    s->pulse->enter();
    g_source_attach(&s->base, context);
    return s;
  }
  template <class S> static void end(S *s) {
    g_source_destroy(&s->base);
    g_source_unref(&s->base);
  }

  pulse_source *pulse_;
  source *source_;
  attach attach_;
};

} // namespace stallfree::glib
