#include <stallfree/loop.hpp>

#include "hand_over.hpp"
#include "poller.hpp"
#include "stop_signals.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include <stallfree/heartbeat.hpp>
#include <stallfree/post.hpp>
#include <stallfree/timer_heap.hpp>

namespace stallfree {

static constinit thread_local loop *innermost = nullptr;

struct loop::state {
  explicit state(loop &owner, const run_options &o)
      : owner(owner), previous(innermost), options(o) {
    home.emplace(
        loop_port{&fds, [](void *p) noexcept { static_cast<poller *>(p)->wake(); }, nullptr});
    home->box().set_self_polling();
    if (o.stop_on_signals)
      signals.emplace(fds);
    if (o.seed)
      random.seed(*o.seed);
    if (o.virtual_time)
      virtual_now = clock::now();
    stop.emplace(o.stop, stopper{this_loop()});
    innermost = &owner;
    pulse = heartbeat::open();
    pulse->enter();
  }
  ~state() {
    heartbeat::close(pulse);
    home.reset(); // its tasks still use the rest
    innermost = previous;
  }

  void turn();
  void wait();
  std::size_t shuffle();

  struct stopper {
    loop_handle where;
    void operator()() const { where.stop(); }
  };

  loop &owner;
  loop *previous;
  run_options options;
  poller fds;
  std::optional<attach> home;
  timer_heap timers;
  std::optional<stop_signals> signals;
  std::optional<std::stop_callback<stopper>> stop;
  int signal = 0;
  unsigned turns = 0;
  std::optional<time_point> virtual_now;
  std::mt19937_64 random;
  std::vector<completion *> shuffled;
  heartbeat *pulse = nullptr;
  hand_over calls;
};

loop::loop(const run_options &o) : state_(new state(*this, o)) {}
loop::~loop() = default;

loop *loop::current() noexcept {
  return innermost && home::current() == &innermost->box() ? innermost : nullptr;
}
int loop::signal() const noexcept { return state_->signal; }
inbox &loop::box() noexcept { return state_->home->box(); }
scope &loop::tasks() noexcept { return state_->home->tasks(); }
poller &loop::fds() noexcept { return state_->fds; }
timer_heap &loop::timers() noexcept { return state_->timers; }
time_point loop::now() const noexcept {
  return state_->virtual_now ? *state_->virtual_now : clock::now();
}

void loop::run(join_handle_base &main) {
  while (!main.done())
    state_->turn();
  tasks().cancel();
  while (tasks().size())
    state_->turn();
}

void loop::state::turn() {
  inbox &box = home->box();
  box.take();
  if (!timers.empty()) {
    time_point t = owner.now();
    while (timer *due = timers.pop_due(t))
      box.push_local(due);
  }
  if (box.ready().empty())
    wait();
  else if (++turns % 4 == 0 && fds.watching())
    fds.poll(box);
  if (signals && !signal && (signal = signals->received()))
    home->tasks().cancel();
  // In a seeded run exactly what is ready now, in any order; else also some of
  // what becomes ready meanwhile, before looking elsewhere again.
  std::size_t budget = options.seed ? shuffle() : 64;
  for (completion *c; budget && (c = box.ready().pop()); --budget) {
    pulse->beat();
    c->complete(c);
  }
}

void loop::state::wait() {
  inbox &box = home->box();
  // Not where a descriptor or a timer could have to wait for that.
  if (box.holds() && !fds.watching() && timers.empty() &&
      calls.attempt([&] { return box.posted(); }))
    return;
  fds.prepare();
  if (!box.prepare_sleep())
    return;
  time_point until = time_point::max();
  if (!timers.empty()) {
    if (virtual_now && box.holds() == 0 && fds.empty()) {
      virtual_now = std::max(*virtual_now, timers.next());
      return;
    }
    if (!virtual_now)
      until = timers.next();
  }
  pulse->leave();
  fds.wait(until, box);
  pulse->enter();
  box.take(); // awake: what is posted here from now on needs no wake-up
}

// Seeded runs: any order of what is ready is a legal order.
std::size_t loop::state::shuffle() {
  completion_list &ready = home->box().ready();
  while (completion *c = ready.pop())
    shuffled.push_back(c);
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  for (completion *c : shuffled)
    ready.push(c);
  std::size_t n = shuffled.size();
  shuffled.clear();
  return n;
}

} // namespace stallfree
