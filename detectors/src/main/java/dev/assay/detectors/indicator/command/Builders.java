package dev.assay.detectors.indicator.command;

import java.util.List;
import java.util.Set;

/** Commands that do what a file says which lies where they are started: {@code make}, {@code npm install}. Pure functions. */
final class Builders {
    private static final Set<String> BUILDERS = Set.of(
            "make",
            "gmake",
            "cmake",
            "ninja",
            "meson",
            "scons",
            "rake",
            "cargo",
            "mvn",
            "gradle",
            "ant",
            "npm",
            "yarn",
            "pnpm",
            "bun",
            "pip",
            "pip3",
            "go",
            "composer",
            "bundle",
            "node-gyp");

    /** Options behind which the folder stands. */
    private static final Set<String> FOLDERS =
            Set.of("-C", "--directory", "--prefix", "--cwd", "--manifest-path", "-f", "--build", "-S");

    private Builders() {}

    static boolean isOne(String name) {
        return BUILDERS.contains(name);
    }

    /** What lies there, if it came from another machine. */
    static Flow of(List<String> command, Holders holders) {
        for (int i = 1; i < command.size(); i++) {
            boolean isFolder =
                    FOLDERS.contains(command.get(i - 1)) || command.get(i).startsWith("./");
            if (isFolder) {
                return holders.folders().around(holders.filled(command.get(i)) + "/Makefile");
            }
        }
        return holders.folders().around("Makefile");
    }
}
