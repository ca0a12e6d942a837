# FFTW::FFTW, the double-precision library. FFTW's own CMake files are missing from Debian.
find_path(FFTW_INCLUDE_DIR fftw3.h)
find_library(FFTW_LIBRARY fftw3)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(FFTW REQUIRED_VARS FFTW_LIBRARY FFTW_INCLUDE_DIR)
if(FFTW_FOUND AND NOT TARGET FFTW::FFTW)
  add_library(FFTW::FFTW UNKNOWN IMPORTED)
  set_target_properties(FFTW::FFTW PROPERTIES
    IMPORTED_LOCATION ${FFTW_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${FFTW_INCLUDE_DIR})
endif()
mark_as_advanced(FFTW_INCLUDE_DIR FFTW_LIBRARY)
