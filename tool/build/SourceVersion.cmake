# Writes OUT, a string literal that changes with every file of SOURCES.
set(all "")
foreach(source ${SOURCES})
  file(SHA256 ${source} hash)
  string(APPEND all ${hash})
endforeach()
string(SHA256 all "${all}")
file(WRITE ${OUT} "\"${all}\"\n")
