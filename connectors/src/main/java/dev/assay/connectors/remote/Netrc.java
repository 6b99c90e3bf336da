package dev.assay.connectors.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;

/** Logins from the file that {@code NETRC} names, or {@code ~/.netrc}: the one place for passwords that curl shares. */
final class Netrc {
    private static final long MOST_BYTES = 1 << 20;

    private record Login(String user, String password) {}

    private final Map<String, Login> byHost = new HashMap<>();
    private @Nullable Login otherwise;

    static Netrc read(Map<String, String> environment, Path home) throws IOException {
        String named = environment.getOrDefault("NETRC", "");
        Path file = named.isEmpty() ? home.resolve(".netrc") : Path.of(named);
        Netrc netrc = new Netrc();
        if (Files.isRegularFile(file) && Files.isReadable(file)) {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("the netrc file is larger than " + MOST_BYTES + " bytes");
            }
            netrc.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return netrc;
    }

    private void parse(String text) {
        List<String> tokens = tokens(text);
        String host = "";
        String user = "";
        String password = "";
        for (int i = 0; i < tokens.size(); i++) {
            String value = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            switch (tokens.get(i)) {
                case "machine" -> {
                    add(host, user, password);
                    host = value;
                    user = "";
                    password = "";
                    i++;
                }
                case "default" -> {
                    add(host, user, password);
                    host = "*";
                    user = "";
                    password = "";
                }
                case "login" -> {
                    user = value;
                    i++;
                }
                case "password" -> {
                    password = value;
                    i++;
                }
                case "account" -> i++;
                default -> {} // a word that nobody knows
            }
        }
        add(host, user, password);
    }

    private void add(String host, String user, String password) {
        if (host.equals("*")) {
            otherwise = new Login(user, password);
        } else if (!host.isEmpty()) {
            byHost.putIfAbsent(host.toLowerCase(Locale.ROOT), new Login(user, password));
        }
    }

    /** Words, quoted ones too; a comment ends with its line, a macro with an empty line. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        boolean macro = false;
        for (String line : text.lines().toList()) {
            macro &= !line.isBlank();
            for (int i = 0; i < line.length() && !macro; ) {
                char c = line.charAt(i);
                if (Character.isWhitespace(c)) {
                    i++;
                } else if (c == '#') {
                    break;
                } else {
                    StringBuilder token = new StringBuilder();
                    i = c == '"' ? quoted(line, i + 1, token) : plain(line, i, token);
                    macro = token.toString().equals("macdef");
                    tokens.add(token.toString());
                }
            }
        }
        return tokens;
    }

    private static int plain(String line, int from, StringBuilder token) {
        int i = from;
        while (i < line.length() && !Character.isWhitespace(line.charAt(i))) {
            token.append(line.charAt(i++));
        }
        return i;
    }

    private static int quoted(String line, int from, StringBuilder token) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            token.append(c == '\\' && i + 1 < line.length() ? line.charAt(++i) : c);
        }
        return line.length();
    }

    /** What a host, in small letters, is sent, or null if the file has nothing for it. */
    @Nullable
    String authorization(String host) {
        Login login = byHost.getOrDefault(host, otherwise);
        return login == null ? null : Credentials.basic(login.user(), login.password(), StandardCharsets.UTF_8);
    }
}
