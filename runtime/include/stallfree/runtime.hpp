// Everything of the runtime but the adapters to host loops (asio.hpp,
// boost_asio.hpp, uv.hpp, glib.hpp, qt.hpp).
#pragma once

#include <stallfree/errors.hpp>
#include <stallfree/loop.hpp>
#include <stallfree/main_guard.hpp>
#include <stallfree/post.hpp>
#include <stallfree/process_errors.hpp>
#include <stallfree/process_pool.hpp>
#include <stallfree/scope.hpp>
#include <stallfree/shared_buffer.hpp>
#include <stallfree/sleep.hpp>
#include <stallfree/spawn.hpp>
#include <stallfree/task.hpp>
#include <stallfree/this_worker.hpp>
#include <stallfree/thread_pool.hpp>
#include <stallfree/to_process.hpp>
#include <stallfree/to_thread.hpp>
#include <stallfree/wait_fd.hpp>
#include <stallfree/watchdog.hpp>
#include <stallfree/when_all.hpp>
#include <stallfree/when_any.hpp>
#include <stallfree/with_errno.hpp>
#include <stallfree/with_timeout.hpp>
