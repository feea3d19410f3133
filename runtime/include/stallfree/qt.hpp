// Stallfree on Qt 5 and 6.
//
//   QCoreApplication app(argc, argv);
//   stallfree::qt::attachment here;                  // this thread's event loop
//   stallfree::start(stallfree::to_thread(f), [](stallfree::result<int> r) {...});
#pragma once

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QObject>

#include <stallfree/heartbeat.hpp>
#include <stallfree/port.hpp>
#include <stallfree/spawn.hpp>

namespace stallfree::qt {

// Makes the Qt event loop of the current thread its home. Create and destroy it
// on that thread, while the application object lives. An event loop of Qt runs
// until it is told to quit, so calls that are out do not hold it.
class attachment {
public:
  attachment() : attach_({&receiver_, &wake, nullptr}) {
    receiver_.box = &attach_.box();
    auto *dispatcher = QAbstractEventDispatcher::instance();
    if (!dispatcher)
      return;
    heartbeat *pulse = receiver_.pulse = heartbeat::open(true); // `awake` may come late
    pulse->enter();
    QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &receiver_,
                     [pulse] { pulse->leave(); });
    QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &receiver_,
                     [pulse] { pulse->enter(); });
  }
  ~attachment() {
    attach_.box().close(); // no wake-up from here on
    receiver_.box = nullptr;
    receiver_.disconnect();
    if (auto *dispatcher = QAbstractEventDispatcher::instance())
      dispatcher->disconnect(&receiver_);
    if (receiver_.pulse)
      heartbeat::close(receiver_.pulse);
  }
  attachment(const attachment &) = delete;
  inbox &box() noexcept { return attach_.box(); }

private:
  static QEvent::Type event_type() {
    static const int type = QEvent::registerEventType();
    return static_cast<QEvent::Type>(type);
  }
  struct receiver : QObject {
    inbox *box = nullptr;
    heartbeat *pulse = nullptr;
    bool event(QEvent *e) override {
      if (e->type() != event_type())
        return QObject::event(e);
      if (!box)
        return true;
      if (pulse) // some dispatchers say `awake` late
        pulse->enter();
      box->drain();
      return true;
    }
  };
  static void wake(void *p) noexcept { // any thread
    QCoreApplication::postEvent(static_cast<receiver *>(p), new QEvent(event_type()));
  }

  receiver receiver_;
  attach attach_;
};

} // namespace stallfree::qt
