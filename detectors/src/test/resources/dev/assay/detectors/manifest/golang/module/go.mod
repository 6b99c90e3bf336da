module example.org/fixture

go 1.22

toolchain go1.22.4

require github.com/spf13/cobra v1.8.1

require (
	github.com/BurntSushi/toml v1.4.0
	golang.org/x/sys v0.21.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
	"github.com/quoted/path/v2" v2.1.0
)

exclude golang.org/x/net v0.1.0

replace (
	github.com/spf13/cobra => github.com/other/cobra v1.8.2
	golang.org/x/sys v0.21.0 => ../sys
)

retract [v1.0.0, v1.0.5]

tool golang.org/x/tools/cmd/stringer
