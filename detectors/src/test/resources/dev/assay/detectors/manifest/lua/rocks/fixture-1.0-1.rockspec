local base = "1.0"
rockspec_format = "3.0"
package = "fixture"
version = base .. "-1"
source = {
   url = "git+https://github.com/org/fixture.git",
   tag = "v1.0",
}
description = { summary = [[text with "quotes"]], license = 'MIT' }
dependencies = {
   "lua >= 5.1, < 5.5",
   "luasocket ~> 3.0", -- a remark
   "lpeg == 1.1.0-1",
   'org/scoped';
}
build_dependencies = { "luarocks-build-rust" }
test_dependencies = { "busted >= 2.0" }
build = { type = "builtin", modules = {} }
