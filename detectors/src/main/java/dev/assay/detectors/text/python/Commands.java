package dev.assay.detectors.text.python;

import java.util.Locale;

/** What commands of a shell do that no model or library needs. */
final class Commands {
    private Commands() {}

    static boolean isReverseShell(String command) {
        String c = command.toLowerCase(Locale.ROOT);
        return c.contains("/dev/tcp/")
                || c.contains("/dev/udp/")
                || c.contains("mkfifo") && c.contains("nc ")
                || (c.contains("nc ") || c.contains("ncat ") || c.contains("netcat "))
                        && (c.contains("-e /bin")
                                || c.contains("-c /bin")
                                || c.contains("-e sh")
                                || c.contains("-e bash"))
                || c.contains("socket.socket(") && c.contains("dup2");
    }

    /** Fetches something and hands it to an interpreter, or is a command of PowerShell that cannot be read. */
    static boolean isDownload(String command) {
        String c = command.toLowerCase(Locale.ROOT);
        boolean fetches = c.contains("curl ")
                || c.contains("wget ")
                || c.contains("invoke-webrequest")
                || c.contains("iwr ")
                || c.contains("downloadstring")
                || c.contains("downloadfile")
                || c.contains("certutil")
                || c.contains("bitsadmin");
        boolean runs = c.contains("| sh")
                || c.contains("|sh")
                || c.contains("| bash")
                || c.contains("|bash")
                || c.contains("| python")
                || c.contains("|python")
                || c.contains("chmod +x")
                || c.contains("chmod 7")
                || c.contains("iex")
                || c.contains("invoke-expression")
                || c.contains("start-process")
                || c.contains(".exe");
        boolean encoded =
                c.contains("powershell") && (c.contains(" -enc") || c.contains(" -e ") || c.contains(" -ec "));
        boolean decoded = c.contains("base64 -d") && (c.contains("| sh") || c.contains("| bash") || c.contains("|sh"));
        return fetches && runs || encoded || decoded;
    }
}
