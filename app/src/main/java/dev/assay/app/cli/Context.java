package dev.assay.app.cli;

import dev.assay.app.render.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The process around a command, passed in so that tests have their own.
 *
 * @param outIsTerminal whether {@code out} is one, as the launcher saw it
 * @param filesFrom what {@code --files-from} has read
 */
record Context(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path folder,
        boolean outIsTerminal,
        boolean errIsTerminal,
        TargetList filesFrom) {

    Context(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            Path folder,
            boolean outIsTerminal,
            boolean errIsTerminal) {
        this(in, out, err, environment, folder, outIsTerminal, errIsTerminal, new TargetList());
    }

    static Context ofProcess(PrintStream out, PrintStream err) {
        return new Context(
                System.in,
                out,
                err,
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Boolean.getBoolean("assay.stdout.tty"),
                Boolean.getBoolean("assay.stderr.tty"));
    }

    /** Whether nobody reads what is printed any more, or it cannot be written: what was not printed by then will not be. */
    boolean outIsLost() {
        return out instanceof StandardOutput standard && !standard.failure().isEmpty();
    }

    /** Says something on stderr; names and values in it may be anybody's, so what moves a cursor is escaped. */
    void notice(String text) {
        err.println("assay: "
                + text.lines()
                        .map(line -> Terminal.escape(line, true))
                        .collect(Collectors.joining(System.lineSeparator())));
    }
}
