package dev.assay.detectors.indicator.command;

import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Addresses in commands. Pure functions; the table is read with the first address. */
final class Addresses {
    /** Read with the first question. */
    private static final class Hosts {
        private static final List<String> CATCHING = read();

        private static List<String> read() {
            List<String> hosts = new ArrayList<>();
            for (List<String> row : Rows.read(Objects.requireNonNull(Addresses.class.getResource("hosts.tsv")), 2)) {
                hosts.add(row.getFirst());
            }
            return List.copyOf(hosts);
        }
    }

    /** More than a number of 32 bits has, also with zeros before it, and less than one of 64 has in any base. */
    private static final int MOST_DIGITS = 15;

    /** The longest name of a host. */
    private static final int MOST_NAME = 255;

    /** Schemes of which whoever is on the way may change the answer. */
    private static final List<String> PLAIN = List.of("http://", "ws://", "ftp://", "tftp://", "rsync://");

    /** Between two names of a list, with a value and the spaces that a line begins with. */
    private static final int MOST_BETWEEN = 64;

    private Addresses() {}

    /** The first address of a command: with a scheme, or a word that looks like a host with a path; empty for none. */
    static String first(List<String> command) {
        for (String word : command.subList(1, command.size())) {
            int scheme = word.indexOf("://");
            if (scheme > 0) {
                int from = scheme;
                while (from > 0 && Character.isLetter(word.charAt(from - 1))) {
                    from--;
                }
                return end(word.substring(from));
            }
        }
        for (String word : command.subList(1, command.size())) {
            boolean isHost = !word.startsWith("-")
                    && word.indexOf('.') > 0
                    && word.indexOf('$') < 0
                    && (word.indexOf('/') > word.indexOf('.') || isIp(host(word)));
            if (isHost) {
                return end(word);
            }
        }
        return "";
    }

    private static String end(String address) {
        int end = 0;
        while (end < address.length() && " \"'`)\\|;<>".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return address.substring(0, end);
    }

    /** The host of an address, in lower case. */
    static String host(String address) {
        int from = address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3;
        int end = from;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        String authority = address.substring(from, end);
        String server = ProgramText.lower(authority.substring(authority.lastIndexOf('@') + 1));
        int port = server.startsWith("[") ? server.indexOf("]:") + 1 : server.indexOf(':');
        return dotted(port <= 0 ? server : server.substring(0, port));
    }

    /** A number for a whole address is one as well: {@code https://3325256711/} and {@code https://0xc6336407/} hide where they lead. */
    private static String dotted(String host) {
        boolean isHex = host.startsWith("0x");
        String digits = isHex ? host.substring(2) : host;
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> Character.digit(c, isHex ? 16 : 10) >= 0);
        if (!isNumber) {
            return host;
        }
        long number = Long.parseLong(digits, isHex ? 16 : 10);
        return number >> 32 != 0
                ? host
                : (number >> 24) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    /** Whether anybody may be behind it: no TLS, a number for a name, or a host that is made to catch or to hide. */
    static boolean isAnybodys(String address) {
        String host = host(address);
        if (isLocal(host) || host.isEmpty() || host.indexOf('$') >= 0) {
            return false;
        }
        return PLAIN.stream().anyMatch(address::startsWith) || isIp(host) || catches(address);
    }

    /** Whether a host is of this machine or of a net of one's own. */
    static boolean isLocal(String host) {
        if (host.startsWith("[")) { // RFC 4291, RFC 4193
            return host.equals("[::1]")
                    || host.equals("[::]")
                    || host.startsWith("[fc")
                    || host.startsWith("[fd")
                    || host.startsWith("[fe80:");
        }
        return isIp(host)
                ? host.startsWith("127.")
                        || host.startsWith("10.")
                        || host.startsWith("192.168.")
                        || host.startsWith("169.254.")
                        || isIn172(host)
                        || host.equals("0.0.0.0")
                : host.endsWith(".local") || host.endsWith(".internal") || host.indexOf('.') < 0;
    }

    /** 172.16.0.0/12 (RFC 1918), in which containers are. */
    private static boolean isIn172(String host) {
        int end = host.indexOf('.', "172.".length());
        if (!host.startsWith("172.") || end != "172.16".length()) {
            return false;
        }
        String second = host.substring("172.".length(), end);
        return second.compareTo("16") >= 0 && second.compareTo("31") <= 0;
    }

    private static boolean isIp(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return true;
        }
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots == 3;
    }

    /** Whether its host is made to catch what is sent. */
    static boolean catches(String address) {
        String host = host(address);
        for (String each : Hosts.CATCHING) {
            if (host.equals(each) || host.endsWith("." + each)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name is a text of its own in a list of names, as of what domains there are: another name comes next. */
    private static boolean isListed(String text, int from, int to) {
        char quote = from == 0 ? ' ' : text.charAt(from - 1);
        int at = to + 1;
        boolean isText = (quote == '"' || quote == '\'') && to < text.length() && text.charAt(to) == quote;
        while (isText && at < Math.min(text.length(), to + MOST_BETWEEN) && isBetween(text.charAt(at))) {
            at++;
        }
        boolean isNext = isText && text.indexOf(',', to, at) > 0 && at < text.length() && text.charAt(at) == quote;
        int end = isNext ? text.indexOf(quote, at + 1, Math.min(text.length(), at + MOST_NAME)) : -1;
        String next = end < 0 ? "" : text.substring(at + 1, end);
        return next.indexOf('.') > 0 && next.chars().allMatch(c -> c == '.' || isOfName((char) c));
    }

    /** As in {@code "a.b": true, "c.d"}. */
    private static boolean isBetween(char c) {
        return c == ',' || c == ':' || Character.isWhitespace(c) || Character.isLetterOrDigit(c);
    }

    /** The first host in a text that is made to catch; empty for none. A name that only ends or begins like one is none. */
    static String catching(String text) {
        if (text.indexOf('.') < 0) { // which every host has
            return "";
        }
        String lower = ProgramText.lower(text);
        for (String each : Hosts.CATCHING) {
            for (int at = lower.indexOf(each); at >= 0; at = lower.indexOf(each, at + 1)) {
                int end = at + each.length();
                boolean begins = at == 0 || !isOfName(lower.charAt(at - 1)) || lower.charAt(at - 1) == '.';
                boolean ends = end == lower.length() || !isOfName(lower.charAt(end)) && lower.charAt(end) != '.';
                if (begins && ends && !isListed(lower, at, end)) {
                    return each;
                }
            }
        }
        return "";
    }

    private static boolean isOfName(char c) {
        return c == '-' || c == '_' || Character.isLetterOrDigit(c);
    }
}
