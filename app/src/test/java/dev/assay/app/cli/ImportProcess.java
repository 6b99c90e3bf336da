package dev.assay.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that imports one of two feeds after the other, without end, and says when it begins; or one file, once. */
final class ImportProcess {
    private static final String CODE = "code ";

    private ImportProcess() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Cli cli = new Cli(folder);
        cli.environment.put("ASSAY_DATA_DIR", folder.resolve("data").toString());
        if (args.length > 1) {
            System.out.println(CODE + cli.run("data", "import", args[1]).code());
            return;
        }
        for (int i = 0; ; i++) {
            System.out.println("begins " + i);
            Cli.Ran ran = cli.run("data", "import", i % 2 == 0 ? "b.txt" : "a.txt", "--name", "feed", "--allow-older");
            if (ran.code() != ExitCode.CLEAN) {
                System.out.println("failed " + ran.err());
                return;
            }
        }
    }

    /** Imports one file in a process of its own, waits for its end, and returns its exit code. */
    static int run(Path folder, String file) throws IOException {
        try (BufferedReader out = start(folder, file).inputReader(StandardCharsets.UTF_8)) {
            return out.lines()
                    .filter(line -> line.startsWith(CODE))
                    .mapToInt(line -> Integer.parseInt(line.substring(CODE.length())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static Process start(Path folder, String... files) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                ImportProcess.class.getName(),
                folder.toString()));
        command.addAll(List.of(files));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
