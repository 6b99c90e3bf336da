package dev.assay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table of speeds. What is measured are processes as a whole, each of which must end well; a row is printed and kept by
 * its name.
 *
 * @param assay the program
 * @param results takes the rows, for the baseline
 */
record SpeedTable(Path assay, PrintStream out, Map<String, Measured> results) {
    /** Runs assay with these arguments. */
    Measured assay(List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(assay.toString()));
        command.addAll(arguments);
        return run(command, environment);
    }

    static Measured run(List<String> command, Map<String, String> environment) throws IOException {
        Measured measured = Processes.run(command, environment);
        if (measured.exitCode() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + measured.exitCode());
        }
        return measured;
    }

    /** A row that is kept. */
    void row(String name, Measured measured, String note) {
        print(name, measured, note);
        results.put(name, measured);
    }

    /** A row to compare others with. */
    void print(String name, Measured measured, String note) {
        out.printf(
                "%-34s %9.1f %9.1f %8.1f   %s%n",
                name, measured.wallMillis(), measured.cpuMillis(), measured.peakBytes() / 1e6, note);
    }
}
