package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The training run of the AOT cache: several command lines in one process, because one process makes one cache.
 *
 * <p>A line that is wrong usage or fails inside fails the build: a cache that was trained with an error
 * message looks fine and is slow.
 */
final class Training {
    private static final int USAGE = 64;
    private static final int INTERNAL = 70;

    private Training() {}

    public static void main(String[] args) throws IOException {
        Main.endFailuresWithTheirOwnCode(System.err);
        Path file = Path.of(args[0]);
        try (TrainingRegistry registry = new TrainingRegistry(file.resolveSibling("registry"))) {
            run(read(file, registry.address()));
        }
        Main.end(0); // as Main does: what the JVM loads for that is to be in the cache, too
    }

    /** @param registry what {@code @REGISTRY@} is */
    static List<String[]> read(Path file, String registry) throws IOException {
        return Files.readAllLines(file, UTF_8).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.replace("@REGISTRY@", registry))
                .map(line -> line.split("\\s+", -1))
                .toList();
    }

    static void run(List<String[]> commandLines) {
        for (String[] commandLine : commandLines) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int exit = Main.run(
                    commandLine,
                    StandardOutput.over(OutputStream.nullOutputStream()),
                    new PrintStream(err, true, UTF_8));
            if (exit == USAGE || exit == INTERNAL) {
                throw new IllegalStateException(
                        "assay " + String.join(" ", commandLine) + " ended with " + exit + ": " + err.toString(UTF_8));
            }
        }
    }
}
