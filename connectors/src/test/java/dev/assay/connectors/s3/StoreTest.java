package dev.assay.connectors.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.s3.S3Options.Addressing;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which login, region and endpoint come out of options, variables and files. */
class StoreTest {
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path home;

    private void credentials(String text) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve(".aws")).resolve("credentials"), text);
    }

    private void config(String text) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve(".aws")).resolve("config"), text);
    }

    private Store store() throws IOException {
        return Store.of(S3Options.none(), environment, home);
    }

    private Store store(String profile) throws IOException {
        return Store.of(
                new S3Options(Optional.empty(), Optional.empty(), Addressing.AUTO, Optional.of(profile), false),
                environment,
                home);
    }

    @Test
    void withNothingThereIsNoLogin() throws IOException {
        Store store = store();
        assertThat(store.login()).isNull();
        assertThat(store.region()).isEqualTo("us-east-1");
        assertThat(store.endpoint()).isNull();
        assertThat(store.anonymity()).contains("AWS_ACCESS_KEY_ID", "profile default");
    }

    @Test
    void variablesComeBeforeAProfileUnlessAnOptionNamesIt() throws IOException {
        credentials("[default]\naws_access_key_id=D\naws_secret_access_key=d\n"
                + "# a comment\n[two]\naws_access_key_id = T\naws_secret_access_key = t=/+\naws_session_token = s\n");
        config("; a comment\n[default]\nregion = eu-west-1\n[profile \"two\"]\nregion=ap-south-1\n"
                + "s3 =\n  addressing_style = virtual\n  max_concurrent_requests = 20\nservices = local\n"
                + "endpoint_url = http://every:1\n[services local]\ns3 =\n  endpoint_url = http://store:2\n"
                + "ec2 = \n  endpoint_url = http://other:3\n");
        assertThat(store().login()).isEqualTo(new Login("D", "d", ""));
        assertThat(store().region()).isEqualTo("eu-west-1");
        environment.put("AWS_PROFILE", "two");
        assertThat(store().login()).isEqualTo(new Login("T", "t=/+", "s"));
        assertThat(store().region()).isEqualTo("ap-south-1");
        assertThat(store().addressing()).isEqualTo(Addressing.HOST);
        assertThat(store().endpoint()).hasToString("http://store:2/");
        environment.put("AWS_ACCESS_KEY_ID", "E");
        environment.put("AWS_SECRET_ACCESS_KEY", "e");
        environment.put("AWS_REGION", "eu-north-1");
        environment.put("AWS_ENDPOINT_URL", "http://variable:4/base");
        assertThat(store().login()).isEqualTo(new Login("E", "e", ""));
        assertThat(store().region()).isEqualTo("eu-north-1");
        assertThat(store().endpoint()).hasToString("http://variable:4/base");
        assertThat(store("two").login()).isEqualTo(new Login("T", "t=/+", "s"));
        environment.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        assertThat(store().endpoint()).isNull();
        assertThat(store().toString() + store().login()).doesNotContain("e,", "E,");
    }

    @Test
    void filesLieWhereTheVariablesSay() throws IOException {
        Files.writeString(home.resolve("c"), "[default]\naws_access_key_id=D\naws_secret_access_key=d\n");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "~/c");
        environment.put("AWS_CONFIG_FILE", home.resolve("none").toString());
        assertThat(store().login()).isEqualTo(new Login("D", "d", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role_arn = arn:aws:iam::1:role/x",
                "sso_session = x",
                "sso_start_url = https://x",
                "credential_process = /bin/false"
            })
    void whatIsNotSupportedIsNamed(String line) throws IOException {
        config("[default]\n" + line + "\n");
        assertThatThrownBy(this::store)
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining(line.substring(0, line.indexOf(' ')))
                .hasMessageContaining("export-credentials");
        assertThat(Store.of(
                                new S3Options(
                                        Optional.empty(), Optional.empty(), Addressing.AUTO, Optional.empty(), true),
                                environment,
                                home)
                        .login())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_ACCESS_KEY_ID, onlyTheKey, one half",
        "AWS_PROFILE, none, none of the name",
        "AWS_REGION, evil.example/, small letters",
        "AWS_ENDPOINT_URL_S3, ftp://x, no http address",
        "AWS_ENDPOINT_URL_S3, http://me:secretword@x, no http address",
        "AWS_WEB_IDENTITY_TOKEN_FILE, /x, not supported",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI, http://x, not supported"
    })
    void whatMakesNoSenseIsRefused(String variable, String value, String reason) {
        environment.put(variable, value);
        assertThatThrownBy(this::store)
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secretword");
    }

    @Test
    void aLoginOfOtherCharactersIsRefusedUnseen() {
        environment.put("AWS_ACCESS_KEY_ID", "key");
        environment.put("AWS_SECRET_ACCESS_KEY", "a\nb");
        assertThatThrownBy(this::store).hasMessageContaining("characters").hasMessageNotContaining("a\nb");
    }
}
