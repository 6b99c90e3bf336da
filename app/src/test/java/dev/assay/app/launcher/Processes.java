package dev.assay.app.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs commands the way a bare shell would: with an empty home and nothing of this build's environment. */
record Processes(Path scratch) {
    record Result(int exit, String out, String err) {}

    record Running(Process process, Path out, Path err) {
        Result await() throws IOException, InterruptedException {
            int exit = process.waitFor();
            return new Result(exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        }
    }

    /** The checkout's root: tests run in app/. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    Result run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return start(folder, environment, command).await();
    }

    Running start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        Path out = Files.createTempFile(scratch, "process", ".out");
        Path err = Files.createTempFile(scratch, "process", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> whole = new HashMap<>();
        whole.put("PATH", "/usr/bin:/bin");
        whole.put("HOME", Files.createDirectories(scratch.resolve("home")).toString());
        whole.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(whole);
        return new Running(builder.start(), out, err);
    }

    static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** With times and modes: a JVM takes a cache only while the jars' times are those of the training. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), COPY_ATTRIBUTES);
            }
        }
    }
}
