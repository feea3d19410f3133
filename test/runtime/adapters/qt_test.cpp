#include <stallfree/qt.hpp>

#include <optional>

#include "host_test.hpp"

namespace stallfree_test {

struct qt_host {
  qt_host() {
    static int count = 1;
    static char name[] = "test", *arguments[] = {name, nullptr};
    static QCoreApplication app(count, arguments);
    here.emplace();
  }
  template <class F> void run(F until) {
    while (!until())
      QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  }
  void detach() { here.reset(); }
  std::optional<qt::attachment> here;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Qt, HostLoop, qt_host);

} // namespace stallfree_test
