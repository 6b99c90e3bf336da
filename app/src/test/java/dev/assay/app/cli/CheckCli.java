package dev.assay.app.cli;

import dev.assay.app.cli.Cli.Ran;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code assay check} as a test calls it that asks no registry; RegistryCheckTest asks. */
final class CheckCli {
    private final Cli cli;

    CheckCli(Path folder) {
        cli = new Cli(folder);
        cli.environment.put("ASSAY_OFFLINE", "true");
    }

    void stdin(byte[] bytes) {
        cli.stdin(bytes);
    }

    Ran run(String... arguments) {
        return cli.run(arguments);
    }

    /** The report of a check, read again. */
    Report json(String... arguments) {
        Ran ran = cli.run(Stream.concat(Stream.of("check", "--format", "json"), Stream.of(arguments))
                .toArray(String[]::new));
        return Report.of(ran.code(), ran.out(), ran.err());
    }
}
