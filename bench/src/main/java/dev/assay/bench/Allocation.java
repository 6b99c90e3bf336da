package dev.assay.bench;

import com.sun.management.ThreadMXBean;
import dev.assay.app.cli.Main;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** Bytes that a scan allocates on the heap, counted in this process, the second time so that class loading is not in it. */
final class Allocation {
    private Allocation() {}

    static void print(PrintStream out, String... command) {
        var _ = allocated(command);
        out.printf("%-34s %9.1f MB allocated: %s%n", "", allocated(command) / 1e6, String.join(" ", command));
    }

    private static long allocated(String[] command) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return -1;
        }
        long before = threads.getTotalThreadAllocatedBytes();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var _ = Main.run(command, nowhere, nowhere);
        return threads.getTotalThreadAllocatedBytes() - before;
    }
}
