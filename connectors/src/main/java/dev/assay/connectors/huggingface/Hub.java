package dev.assay.connectors.huggingface;

import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which hub, and the token for it, from where the hub's own tools look.
 *
 * @param endpoint {@code HF_ENDPOINT}, or the public hub
 * @param authorization what is sent to the endpoint's host and to no other; null without a token
 */
record Hub(HttpUrl endpoint, @Nullable String authorization) {
    private static final String PUBLIC = "https://huggingface.co";
    private static final Set<String> NO = Set.of("", "0", "false", "no", "off");
    private static final long MOST_TOKEN_BYTES = 4096;

    static Hub of(Map<String, String> environment, Path home) throws IOException {
        String named = environment.getOrDefault("HF_ENDPOINT", "");
        HttpUrl endpoint = HttpUrl.parse(named.isEmpty() ? PUBLIC : named);
        if (endpoint == null || !endpoint.username().isEmpty()) {
            throw new UnreachableException("HF_ENDPOINT is no http address without a login");
        }
        String token = token(environment, home);
        return new Hub(endpoint, token.isEmpty() ? null : "Bearer " + token);
    }

    private static String token(Map<String, String> environment, Path home) throws IOException {
        if (!NO.contains(environment.getOrDefault("HF_HUB_DISABLE_IMPLICIT_TOKEN", ""))) {
            return "";
        }
        for (String variable : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
            String token = environment.getOrDefault(variable, "").strip();
            if (!token.isEmpty()) {
                return checked(token, variable);
            }
        }
        Path file = tokenFile(environment, home);
        if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) > MOST_TOKEN_BYTES) {
            return "";
        }
        return checked(Files.readString(file, StandardCharsets.ISO_8859_1).strip(), "the token file");
    }

    private static Path tokenFile(Map<String, String> environment, Path home) {
        String file = environment.getOrDefault("HF_TOKEN_PATH", "");
        if (!file.isEmpty()) {
            return Path.of(file);
        }
        String own = environment.getOrDefault("HF_HOME", "");
        if (!own.isEmpty()) {
            return Path.of(own).resolve("token");
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path cache = caches.isEmpty() ? home.resolve(".cache") : Path.of(caches);
        return cache.resolve("huggingface").resolve("token");
    }

    private static String checked(String token, String from) throws UnreachableException {
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new UnreachableException(from + " holds no token: it has characters that none has");
        }
        return token;
    }

    @Override
    public String toString() {
        return "Hub " + endpoint; // and not the token
    }
}
