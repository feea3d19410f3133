# find_package(stallfree) gives stallfree::runtime and the adapter targets; the
# host's own library comes from the user's project. Also a pkg-config file.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(runtime_version 0.1.0)
set(runtime_package ${CMAKE_INSTALL_LIBDIR}/cmake/stallfree)
set(runtime_targets stallfree-runtime)
foreach(adapter IN LISTS STALLFREE_ADAPTERS)
  list(APPEND runtime_targets stallfree-${adapter})
endforeach()

# cmake --install BUILD --component runtime leaves the checker out.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME runtime)
install(TARGETS ${runtime_targets} EXPORT stallfree
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${CMAKE_CURRENT_LIST_DIR}/../include/stallfree
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT stallfree NAMESPACE stallfree:: FILE stallfreeTargets.cmake
        DESTINATION ${runtime_package})

file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/stallfreeConfig.cmake
"include(CMakeFindDependencyMacro)
find_dependency(Threads)
include(\${CMAKE_CURRENT_LIST_DIR}/stallfreeTargets.cmake)
")
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/stallfreeConfigVersion.cmake
                                 VERSION ${runtime_version} COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/stallfreeConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/stallfreeConfigVersion.cmake
        DESTINATION ${runtime_package})

# A static library needs what it uses named; a shared one brings it.
set(runtime_uses "-pthread")
if(STALLFREE_HAS_LIBBACKTRACE AND NOT BUILD_SHARED_LIBS)
  set(runtime_uses "-lbacktrace -pthread")
endif()
string(REGEX REPLACE "[^/]+" ".." runtime_up "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/stallfree.pc
"prefix=\${pcfiledir}/${runtime_up}
libdir=\${prefix}/${CMAKE_INSTALL_LIBDIR}
includedir=\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}

Name: stallfree
Description: Event loop, thread and process executors that keep a loop from stalling
Version: ${runtime_version}
Libs: -L\${libdir} -lstallfree-runtime ${runtime_uses}
Cflags: -I\${includedir} -pthread
")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/stallfree.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
