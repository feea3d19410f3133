#include <stallfree/post.hpp>

#include <stallfree/scope.hpp>

namespace stallfree {

void loop_handle::stop_here() { attach::tasks().cancel(); }

} // namespace stallfree
