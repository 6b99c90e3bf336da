require "mkmf"

abort "zlib is missing" unless have_library("z", "deflate") && have_header("zlib.h")
revision = `git rev-parse HEAD`.strip
$CFLAGS << " -DREVISION=#{revision}"
create_makefile("sample/sample")
