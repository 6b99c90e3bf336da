package dev.assay.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command and measures it from outside: processor time by the shell's own {@code times}, memory by looking at the
 * process's high-water mark every few milliseconds (the kernel keeps the mark, so only growth in the last moment is
 * missed). Linux.
 */
final class Processes {
    /** The shell counts what its children used; what the command prints goes nowhere, as in a pipe that is read fast. */
    private static final String TIMED = "\"$@\" >/dev/null 2>/dev/null </dev/null; code=$?; times; exit $code";

    private static final long LOOK_EVERY_MILLIS = 3;

    private Processes() {}

    static Measured run(List<String> command, Map<String, String> environment) throws IOException {
        List<String> timed = new ArrayList<>(List.of("sh", "-c", TIMED, "sh"));
        timed.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(timed).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        try {
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(
                        peak,
                        process.descendants()
                                .mapToLong(each -> peakBytes(each.pid()))
                                .max()
                                .orElse(0));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
        double wall = (System.nanoTime() - start) / 1e6;
        String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return new Measured(wall, childrenMillis(times), peak, process.exitValue());
    }

    /** The second line of {@code times} is that of the children: {@code 0m1.25s 0m0.04s}. */
    static double childrenMillis(String times) {
        String[] parts = times.strip().split("\\s+", -1);
        return millis(parts[parts.length - 2]) + millis(parts[parts.length - 1]);
    }

    private static double millis(String time) {
        int minutes = time.indexOf('m');
        return Integer.parseInt(time.substring(0, minutes)) * 60_000.0
                + Double.parseDouble(time.substring(minutes + 1, time.length() - 1)) * 1000;
    }

    private static long peakBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.substring(6, line.length() - 3).strip()) * 1024;
                }
            }
        } catch (NoSuchFileException e) {
            return 0; // it has just ended
        } catch (IOException e) {
            return 0; // it has ended while its figures were read
        }
        return 0;
    }
}
