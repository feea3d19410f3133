#pragma once
template <class F> void repeat(F f) { f(); }
inline void inlined() {
  repeat([] { repeat([] {}); });
  repeat([] { struct Local { ~Local() {} } l; });
}
template <class T> struct Box {
  T value = [] { return T(); }();
  void open() { repeat([this] { (void)value; }); }
};
inline void useBox() { Box<int>().open(); }
static void privateCopy() { repeat([] {}); }
inline void usePrivate() { privateCopy(); }
