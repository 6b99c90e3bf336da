package dev.assay.connectors.github;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.TreeRoom;
import dev.assay.engine.text.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens from where {@code gh} has them, which is never run: variables first, then the file in which it keeps one for each host. What
 * it keeps in the system's keyring is not seen.
 */
final class Tokens {
    private static final List<String> PUBLIC = List.of("GH_TOKEN", "GITHUB_TOKEN");
    private static final List<String> ENTERPRISE = List.of("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN");
    private static final long MOST_FILE_BYTES = 256 * 1024;
    private static final long MEMORY_BYTES = 16L << 20;

    private final Map<String, String> environment;
    private final Path home;

    private Tokens(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    static Tokens of(Map<String, String> environment, Path home) {
        return new Tokens(environment, home);
    }

    /**
     * The token for a host; empty if there is none. Of a host that is not GitHub's, what is for Enterprise servers and what the file
     * has for it come before the variables that are usually for GitHub itself.
     *
     * @param named whether the user named the host; to another goes only what the file has for it, but that github.com has the variables
     */
    String forHost(String host, boolean named) throws IOException {
        boolean isPublic = host.equals("github.com") || named && host.endsWith(".ghe.com");
        if (isPublic) {
            String token = variable(PUBLIC);
            return token.isEmpty() ? fromFile(host) : token;
        }
        String token = named ? variable(ENTERPRISE) : "";
        token = token.isEmpty() ? fromFile(host) : token;
        return token.isEmpty() && named ? variable(PUBLIC) : token;
    }

    private String variable(List<String> names) throws IOException {
        for (String name : names) {
            String token = environment.getOrDefault(name, "").strip();
            if (!token.isEmpty()) {
                return checked(token, name);
            }
        }
        return "";
    }

    private String fromFile(String host) throws IOException {
        Path file = folder().resolve("hosts.yml");
        if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) > MOST_FILE_BYTES) {
            return "";
        }
        byte[] bytes = Files.readAllBytes(file);
        Budget budget =
                new Budget(Limits.DEFAULT, Clock.endless(), new Memory(MEMORY_BYTES, new Buffers(1)), bytes.length);
        try (TreeRoom room = new TreeRoom(budget, bytes.length)) {
            for (Tree document : YamlTree.read(bytes, bytes.length, room).documents()) {
                String token = document instanceof Tree.Mapping hosts ? of(hosts.mapping(host)) : null;
                if (token != null && !token.isBlank()) {
                    return checked(token.strip(), "gh's hosts.yml");
                }
            }
            return "";
        } catch (BudgetExceededException e) {
            return ""; // none of gh's
        }
    }

    /** Of the user who is at work there, if there are several. */
    private static @Nullable String of(Tree.Mapping host) {
        String token = host.text("oauth_token");
        String user = host.text("user");
        return token == null && user != null
                ? host.mapping("users").mapping(user).text("oauth_token")
                : token;
    }

    private Path folder() {
        String own = environment.getOrDefault("GH_CONFIG_DIR", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String configurations = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (configurations.isEmpty() ? home.resolve(".config") : Path.of(configurations)).resolve("gh");
    }

    private static String checked(String token, String from) throws UnreachableException {
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new UnreachableException(from + " holds no token: it has characters that none has");
        }
        return token;
    }
}
