using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Globals;

namespace Coffer.Domain.Tests.Auths;

/// <summary>The methods that the reference has not: a client's certificate, and a token that is there already.</summary>
public sealed class OwnMethodsTests
{
    private static readonly ObjectKey Key = new("vault", "a");
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static readonly VaultAuthSpec Cert = new()
    {
        Method = "cert",
        Mount = "cert",
        VaultConnectionRef = "c",
        Cert = new VaultAuthCert { Role = "apps", SecretRef = "client" },
    };

    private static readonly VaultAuthSpec Token = new()
    {
        Method = "token",
        VaultConnectionRef = "c",
        Token = new VaultAuthToken { SecretRef = "given" },
    };

    [Fact]
    public void Both_are_sound_and_a_token_needs_no_mount()
    {
        Assert.Empty(VaultAuthRules.Check(Key, Cert, "coffer", crossNamespace: true).Flaws);
        Assert.Empty(VaultAuthRules.Check(Key, Token, "coffer", crossNamespace: true).Flaws);
    }

    public static TheoryData<VaultAuthSpec, string> Bad => new()
    {
        { Cert with { Cert = null }, "spec.cert.secretRef: is missing" },
        { Cert with { Cert = new VaultAuthCert { SecretRef = "a/b" } }, "spec.cert.secretRef: " },
        { Cert with { Mount = null }, "spec.mount: " },
        { Token with { Token = null }, "spec.token.secretRef: is missing" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Flaws_name_the_field(VaultAuthSpec spec, string expected) => Assert.StartsWith(
        expected, Assert.Single(VaultAuthRules.Check(Key, spec, "coffer", crossNamespace: true).Flaws), StringComparison.Ordinal);

    [Fact]
    public void A_certificate_is_shown_and_never_sent()
    {
        var request = Plan(Cert).Request(new Credential.KeyPair("certificate", "key"));

        Assert.Equal(new Dictionary<string, string> { ["name"] = "apps" }, request.Body);
        Assert.Equal(new ClientCertificate("certificate", "key"), request.Certificate);
        Assert.Empty(Plan(Cert with { Cert = Cert.Cert! with { Role = null } }).Body(new Credential.KeyPair("certificate", "key")));
        Assert.DoesNotContain("key", $"{request.Certificate} {new Credential.KeyPair("c", "key")}", StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_those_of_the_namespace_that_uses_them()
    {
        Assert.Equal(new CredentialSource.TlsSecret(new ObjectKey("app", "client")), Plan(Cert).Source);
        Assert.Equal(new CredentialSource.SecretKey(new ObjectKey("app", "given"), "token") { IsVaultToken = true }, Plan(Token).Source);
        Assert.Equal(
            new CredentialSource.SecretKey(new ObjectKey("app", "given"), "other") { IsVaultToken = true },
            Plan(Token with { Token = Token.Token! with { Key = "other" } }).Source);
    }

    [Fact]
    public void What_is_left_out_comes_from_the_global()
    {
        var global = new GlobalDefaults(new ObjectKey("infra", "g"), new VaultAuthGlobalSpec
        {
            Cert = new VaultAuthGlobalCert { Role = "global", SecretRef = "global", Mount = "cert-of-global" },
            Token = new VaultAuthGlobalToken { SecretRef = "global", Key = "global" },
        });

        var cert = VaultAuthMerge.Merge(new VaultAuthSpec { Method = "cert", Cert = new VaultAuthCert { SecretRef = "own" } }, global).Spec;
        Assert.Equal(("cert-of-global", "global", "own"), (cert.Mount, cert.Cert!.Role, cert.Cert.SecretRef));
        Assert.Equal(
            new VaultAuthToken { SecretRef = "global", Key = "global" },
            VaultAuthMerge.Merge(new VaultAuthSpec { Method = "token" }, global).Spec.Token);
    }

    /// <summary>The words are those of Vault 2.0.3 and OpenBao 2.6.2.</summary>
    [Theory]
    [InlineData("400 client certificate must be supplied", "must lead to Vault itself over https")]
    [InlineData("400 no client certificate found", "must lead to Vault itself over https")]
    [InlineData("400 failed to match all constraints for this login certificate", "does not accept the certificate of Secret app/client")]
    [InlineData("400 no chain matching all constraints could be found for this login certificate", "does not accept the certificate")]
    [InlineData("400 invalid certificate or no client certificate supplied", "vault write auth/cert/certs/apps certificate=@ca.pem")]
    [InlineData("403 permission denied", "no cert auth is enabled at 'cert'")]
    public void A_refused_certificate_is_explained(string said, string expected)
    {
        var told = LoginCauses.OfLogin(Plan(Cert), new Failure(FailureKind.Invalid, $"PUT auth/cert/login: {said}"), null, Now).Message;

        Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.StartsWith(
            "VaultAuth vault/a, used from namespace app: login at auth/cert with role 'apps' failed: ", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_token_is_explained_without_a_word_of_a_mount()
    {
        var told = LoginCauses.OfLogin(Plan(Token), new Failure(FailureKind.Forbidden, "403 permission denied"), null, Now).Message;

        Assert.Contains("the token of key token of Secret app/given can't be used: 403 permission denied", told, StringComparison.Ordinal);
        Assert.Contains(
            "the token has ended or was revoked: put another one into key token of Secret app/given", told, StringComparison.Ordinal);
        Assert.DoesNotContain("auth/", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3600, true, false, false)]
    [InlineData(0, false, false, false)]
    [InlineData(3600, false, false, true)]
    [InlineData(60, true, true, true)]
    public void The_end_of_a_token_is_told_when_nothing_puts_it_off(int seconds, bool renewable, bool isTakenAgain, bool told)
    {
        var news = AdoptedTokens.Announce(
            Plan(Token), new VaultTokenInfo(TimeSpan.FromSeconds(seconds), []) { Renewable = renewable }, isTakenAgain, Now);

        Assert.Equal(told, news is { Warning: true, Reason: "TokenEnds" });
        Assert.True(news is null || news.Message.Contains($"{Now.AddSeconds(seconds):u}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hvs.CAESIJ-x_y", "hvs.CAESIJ-x_y")]
    [InlineData(" s.abc\n", "s.abc")]
    [InlineData("hvb.AAAA.ns1", "hvb.AAAA.ns1")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.c2ln", null)]
    [InlineData("winter", null)]
    [InlineData("s.two words", null)]
    [InlineData("s.line\nX-Other: y", null)]
    [InlineData("", null)]
    public void Only_what_looks_like_a_token_of_Vault_is_sent(string text, string? token) => Assert.Equal(token, AdoptedTokens.Find(text));

    [Fact]
    public void A_key_pair_is_looked_at_before_it_is_sent()
    {
        var (certificate, key) = Pair(Now.AddHours(-2), Now.AddHours(-1));
        Assert.Contains("was valid until 2026-11-30 11:00:00Z", KeyPairCheck.Fault(new Credential.KeyPair(certificate, key), Now),
            StringComparison.Ordinal);
        Assert.Contains(
            "not valid before", KeyPairCheck.Fault(new Credential.KeyPair(certificate, key), Now.AddHours(-3)), StringComparison.Ordinal);
        Assert.Null(KeyPairCheck.Fault(new Credential.KeyPair(certificate, key), Now.AddHours(-1.5)));

        var (_, other) = Pair(Now.AddHours(-2), Now.AddHours(-1));
        Assert.Contains("the key is not the certificate's", KeyPairCheck.Fault(new Credential.KeyPair(certificate, other), Now),
            StringComparison.Ordinal);
        Assert.Contains("no PEM", KeyPairCheck.Fault(new Credential.KeyPair("certificate", key), Now), StringComparison.Ordinal);
    }

    private static LoginPlan Plan(VaultAuthSpec spec) =>
        VaultAuthRules.Plan(new AuthKey(Key, "app"), spec, Key, new Uri("https://vault:8200"));

    private static (string Certificate, string Key) Pair(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, until);
        return (made.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
