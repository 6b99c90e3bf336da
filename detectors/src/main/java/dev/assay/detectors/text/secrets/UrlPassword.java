package dev.assay.detectors.text.secrets;

import dev.assay.detectors.text.Chars;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.text.Window;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** {@code scheme://user:password@host}, for schemes whose addresses stand in configurations. */
record UrlPassword(Window at, int index, Placeholder placeholder) {
    private static final String KIND = "url-password";
    private static final Set<String> SCHEMES = Set.of(
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "mongodb",
            "mongodb+srv",
            "redis",
            "rediss",
            "amqp",
            "amqps",
            "mssql",
            "ldap",
            "ldaps",
            "smtp",
            "smtps",
            "ftp",
            "sftp",
            "ssh");
    private static final Set<String> MADE_UP = Set.of(
            "password",
            "passwd",
            "pass",
            "secret",
            "user",
            "username",
            "test",
            "guest",
            "postgres",
            "root",
            "admin",
            "foo",
            "bar",
            "baz",
            "scott",
            "tiger",
            "pw",
            "pwd",
            "mypass",
            "mypassword",
            "hunter2",
            "token",
            "redis");
    private static final Set<String> NO_HOSTS = Set.of("localhost", "127.0.0.1", "host", "hostname", "server", "db");
    private static final int MOST_SCHEME = 11;
    private static final int MOST = 256;
    private static final int LEAST_PASSWORD = 6;

    /** Whether a text is the example of a manual. */
    interface Placeholder {
        boolean is(byte[] bytes, int from, int to);
    }

    void look(Consumer<Fact> found) {
        byte[] bytes = at.bytes();
        int begin = index + 3; // what stands behind is looked at first, since nearly all addresses have no password
        int colon = -1;
        int to = begin;
        while (to < at.end() && to - begin < MOST && isOfAuthority(bytes[to])) {
            colon = bytes[to] == ':' && colon < 0 ? to : colon;
            to++;
        }
        if (colon < 0 || Chars.at(bytes, to, at.end()) != '@' || to - colon - 1 < LEAST_PASSWORD) {
            return;
        }
        int from = index;
        while (from > 0 && index - from < MOST_SCHEME && (Chars.isLetter(bytes[from - 1]) || bytes[from - 1] == '+')) {
            from--;
        }
        if (!SCHEMES.contains(text(from, index).toLowerCase(Locale.ROOT))) {
            return;
        }
        String password = text(colon + 1, to);
        String host = host(to + 1);
        if (!isExample(password, text(begin, colon), host) && !placeholder.is(bytes, colon + 1, to)) {
            found.accept(Redaction.password(
                    KIND, text(from, index) + "://" + host, password.length(), at.positionOf(colon + 1)));
        }
    }

    private static boolean isExample(String password, String user, String host) {
        String lower = password.toLowerCase(Locale.ROOT);
        return MADE_UP.contains(lower)
                || lower.equals(user.toLowerCase(Locale.ROOT))
                || NO_HOSTS.contains(host)
                || host.isEmpty()
                || host.contains("example")
                || password.indexOf('{') >= 0
                || password.indexOf('$') >= 0
                || password.indexOf('%') == 0 && password.endsWith("s")
                || password.indexOf('<') >= 0
                || password.indexOf('[') >= 0
                || password.indexOf('*') >= 0;
    }

    private String host(int from) {
        int to = from;
        while (to < at.end() && to - from < MOST && (Chars.isAlphanumeric(at.bytes()[to]) || isHostMark(to))) {
            to++;
        }
        return text(from, to).toLowerCase(Locale.ROOT);
    }

    private boolean isHostMark(int i) {
        return at.bytes()[i] == '.' || at.bytes()[i] == '-';
    }

    private static boolean isOfAuthority(byte c) {
        return c > 0x20 && c != '@' && c != '/' && c != '"' && c != '\'' && c != '`' && c != 0x7f && c != '\\';
    }

    private String text(int from, int to) {
        return new String(at.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    }
}
