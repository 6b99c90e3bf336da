package dev.assay.connectors.s3;

import dev.assay.connectors.s3.S3Options.Addressing;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which store, and the login for it, from where AWS's own tools look.
 *
 * @param endpoint a named store, or null for AWS's own
 * @param login null to sign nothing
 * @param anonymity why there is no login
 */
record Store(
        @Nullable HttpUrl endpoint,
        String region,
        Addressing addressing,
        @Nullable Login login,
        String anonymity) {
    private static final String FIRST_REGION = "us-east-1";

    /** Ways to a login that lead through other programs, services or a browser. */
    private static final List<String> UNSUPPORTED =
            List.of("role_arn", "sso_session", "sso_start_url", "login_session", "credential_process");

    static Store of(S3Options options, Map<String, String> environment, Path home) throws IOException {
        Lookup lookup = new Lookup(options, environment, home);
        return lookup.store();
    }

    @Override
    public String toString() {
        return "Store " + (endpoint == null ? region : endpoint.host()); // and not the login
    }

    /** One look through options, variables and files, in the order of AWS's tools. */
    private static final class Lookup {
        private final S3Options options;
        private final Map<String, String> environment;
        private final String profileName;
        private final boolean profileNamed;
        private final Profile profile;

        Lookup(S3Options options, Map<String, String> environment, Path home) throws IOException {
            this.options = options;
            this.environment = environment;
            String named =
                    first(options.profile().orElse(""), variable("AWS_PROFILE"), variable("AWS_DEFAULT_PROFILE"));
            this.profileNamed = !named.isEmpty();
            this.profileName = profileNamed ? named : Profile.DEFAULT;
            this.profile = Profile.read(profileName, environment, home);
        }

        private String variable(String name) {
            return environment.getOrDefault(name, "").strip();
        }

        private static String first(String... values) {
            for (String value : values) {
                if (!value.isEmpty()) {
                    return value;
                }
            }
            return "";
        }

        Store store() throws UnreachableException {
            Login login = options.anonymous() ? null : login();
            String why = options.anonymous()
                    ? "as --s3.anonymous wants it"
                    : "there are no keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, nor in the profile "
                            + profileName + " of ~/.aws; instances and containers are not asked for theirs";
            return new Store(endpoint(), region(), addressing(), login, why);
        }

        private @Nullable Login login() throws UnreachableException {
            String keyId = variable("AWS_ACCESS_KEY_ID");
            String secret = variable("AWS_SECRET_ACCESS_KEY");
            if (options.profile().isEmpty() && (!keyId.isEmpty() || !secret.isEmpty())) {
                return login(keyId, secret, variable("AWS_SESSION_TOKEN"), "the environment");
            }
            if (profileNamed && profile.isEmpty()) {
                throw new UnreachableException("the files of AWS profiles have none of the name " + profileName);
            }
            keyId = profile.value("aws_access_key_id");
            secret = profile.value("aws_secret_access_key");
            for (String key : UNSUPPORTED) {
                boolean replaced = key.equals("credential_process") && !keyId.isEmpty();
                if (!profile.value(key).isEmpty() && !replaced) {
                    throw unsupported("the profile " + profileName + " gets its keys by " + key);
                }
            }
            if (!keyId.isEmpty() || !secret.isEmpty()) {
                String token = profile.value("aws_session_token");
                return login(keyId, secret, token, "the profile " + profileName);
            }
            if (!variable("AWS_WEB_IDENTITY_TOKEN_FILE").isEmpty()) {
                throw unsupported("AWS_WEB_IDENTITY_TOKEN_FILE is set");
            }
            if (!variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").isEmpty()
                    || !variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").isEmpty()) {
                throw unsupported("AWS_CONTAINER_CREDENTIALS_... is set");
            }
            return null;
        }

        private static UnreachableException unsupported(String what) {
            return new UnreachableException(
                    what + ", which is not supported: let AWS's own tool get them, with"
                            + " eval \"$(aws configure export-credentials --format env)\"; or --s3.anonymous for a public bucket");
        }

        private static Login login(String keyId, String secret, String token, String where)
                throws UnreachableException {
            if (keyId.isEmpty() || secret.isEmpty()) {
                throw new UnreachableException(where + " has only one half of a login for S3");
            }
            for (String part : List.of(keyId, secret, token)) {
                if (!part.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                    throw new UnreachableException(where + " has a login with characters that none has");
                }
            }
            return new Login(keyId, secret, token);
        }

        private String region() throws UnreachableException {
            String region = first(
                    options.region().orElse(""),
                    variable("AWS_REGION"),
                    variable("AWS_DEFAULT_REGION"),
                    profile.value("region"),
                    FIRST_REGION);
            if (!isRegion(region)) {
                throw new UnreachableException("the region is no word of small letters, digits and dashes");
            }
            return region;
        }

        private @Nullable HttpUrl endpoint() throws UnreachableException {
            boolean ignored = variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").equalsIgnoreCase("true");
            String configured = ignored
                    ? ""
                    : first(
                            variable("AWS_ENDPOINT_URL_S3"),
                            variable("AWS_ENDPOINT_URL"),
                            profile.service("endpoint_url"),
                            profile.value("endpoint_url"));
            String named = first(options.endpoint().orElse(""), configured);
            if (named.isEmpty()) {
                return null;
            }
            HttpUrl url = HttpUrl.parse(named);
            if (url == null || !url.username().isEmpty() || !url.password().isEmpty() || url.query() != null) {
                throw new UnreachableException("the endpoint for S3 is no http address without a login or a query");
            }
            return url;
        }

        private Addressing addressing() {
            if (options.addressing() != Addressing.AUTO) {
                return options.addressing();
            }
            return switch (profile.value("s3.addressing_style")) {
                case "path" -> Addressing.PATH;
                case "virtual" -> Addressing.HOST;
                default -> Addressing.AUTO;
            };
        }
    }

    /** Whether it may be part of a host's name: some come out of answers. */
    static boolean isRegion(String text) {
        return !text.isEmpty()
                && text.length() <= 64
                && text.charAt(0) != '-'
                && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }
}
