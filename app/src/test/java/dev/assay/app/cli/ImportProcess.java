package dev.assay.app.cli;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that imports one of two feeds after the other, without end, and says when it begins. */
final class ImportProcess {
    private ImportProcess() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Cli cli = new Cli(folder);
        cli.environment.put("ASSAY_DATA_DIR", folder.resolve("data").toString());
        for (int i = 0; ; i++) {
            System.out.println("begins " + i);
            Cli.Ran ran = cli.run("data", "import", i % 2 == 0 ? "b.txt" : "a.txt", "--name", "feed", "--allow-older");
            if (ran.code() != ExitCode.CLEAN) {
                System.out.println("failed " + ran.err());
                return;
            }
        }
    }

    static Process start(Path folder) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        ImportProcess.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }
}
