package dev.assay.detectors.text.python;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What commands of a shell do that no model or library needs. */
final class Commands {
    private static final List<String> CONNECTS = List.of("nc ", "ncat ", "netcat ");

    private static final List<String> GIVES_SHELL = List.of("-e /bin", "-c /bin", "-e sh", "-e bash");

    private static final List<String> FETCHES = List.of(
            "curl ", "wget ", "invoke-webrequest", "iwr ", "downloadstring", "downloadfile", "certutil", "bitsadmin");

    private static final List<String> PIPES_TO_SHELL = List.of("| sh", "|sh", "| bash");

    private static final List<String> RUNS = List.of(
            "| sh",
            "|sh",
            "| bash",
            "|bash",
            "| python",
            "|python",
            "chmod +x",
            "chmod 7",
            "iex",
            "invoke-expression",
            "start-process",
            ".exe");

    private static final List<String> ENCODED = List.of(" -enc", " -e ", " -ec ");

    /** What takes an archive apart, or looks at what it is. */
    private static final Set<String> UNPACKERS = Set.of(
            "tar",
            "bsdtar",
            "unzip",
            "gzip",
            "gunzip",
            "xz",
            "unxz",
            "bzip2",
            "bunzip2",
            "zstd",
            "unzstd",
            "7z",
            "7za",
            "sha256sum",
            "sha512sum",
            "shasum",
            "gpg",
            "gpgv",
            "cosign",
            "file");

    /** How options begin by which tar starts what it is told; long ones may be cut short. */
    private static final List<String> STARTS =
            List.of(" --to", " --che", " --us", " --rs", " --in", " --ne", " -I", " -F");

    private Commands() {}

    static boolean isReverseShell(String command) {
        String c = command.toLowerCase(Locale.ROOT);
        return c.contains("/dev/tcp/")
                || c.contains("/dev/udp/")
                || c.contains("mkfifo") && c.contains("nc ")
                || hasAny(c, CONNECTS) && hasAny(c, GIVES_SHELL)
                || c.contains("socket.socket(") && c.contains("dup2");
    }

    /** Fetches something and hands it to an interpreter, or is a command of PowerShell that cannot be read. */
    static boolean isDownload(String command) {
        String c = command.toLowerCase(Locale.ROOT);
        boolean encoded = c.contains("powershell") && hasAny(c, ENCODED);
        boolean decoded = c.contains("base64 -d") && hasAny(c, PIPES_TO_SHELL);
        return hasAny(c, FETCHES) && hasAny(c, RUNS) || encoded || decoded;
    }

    /** One command that only unpacks or checks a file, whatever is in that. */
    static boolean isUnpacking(String command) {
        int end = command.indexOf(' ');
        String program = end < 0 ? command : command.substring(0, end);
        String name = program.startsWith("/usr/bin/") || program.startsWith("/bin/")
                ? program.substring(program.lastIndexOf('/') + 1)
                : program;
        return UNPACKERS.contains(name)
                && command.chars().noneMatch(c -> ";|&`$\n<>(".indexOf(c) >= 0)
                && !hasAny(command, STARTS);
    }

    private static boolean hasAny(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }
}
