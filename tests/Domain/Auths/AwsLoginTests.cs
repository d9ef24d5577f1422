using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Methods;

namespace Coffer.Domain.Tests.Auths;

public class AwsLoginTests
{
    private static readonly ObjectKey Key = new("vault", "a");
    private static readonly ObjectKey Account = new("app", "sa");
    private static readonly ObjectKey Secret = new("app", "keys");

    private static VaultAuthSpec Spec(VaultAuthAws block) =>
        new() { Method = "aws", Mount = "aws", VaultConnectionRef = "c", Aws = block };

    private static IReadOnlyList<string> Flaws(VaultAuthAws block, string ns = "coffer", bool ambient = false) =>
        VaultAuthRules.Check(Key with { Namespace = ns }, Spec(block), "coffer", crossNamespace: true, ambient).Flaws;

    [Fact]
    public void A_sound_block_has_no_flaw() => Assert.Empty(Flaws(new VaultAuthAws
    {
        Role = "r",
        Region = "us-gov-west-1",
        HeaderValue = "vault.example.com",
        SessionName = "a_+=,.@-9",
        StsEndpoint = "https://sts.us-gov-west-1.amazonaws.com",
        IamEndpoint = "https://iam.us-gov.amazonaws.com/",
        SecretRef = "keys",
        IrsaServiceAccount = "sa",
    }));

    public static TheoryData<VaultAuthAws, string> Bad => new()
    {
        { new VaultAuthAws(), "spec.aws.role: is missing" },
        { new VaultAuthAws { Role = "r", Region = "evil.example/#-" }, "spec.aws.region: 'evil.example/#-' is no region" },
        { new VaultAuthAws { Role = "r", Region = "EU-west-1" }, "spec.aws.region" },
        { new VaultAuthAws { Role = "r", Region = "a-" + new string('b', 31) }, "spec.aws.region" },
        { new VaultAuthAws { Role = "r", HeaderValue = "a\nb" }, "spec.aws.headerValue" },
        { new VaultAuthAws { Role = "r", HeaderValue = new string('a', 1025) }, "spec.aws.headerValue" },
        { new VaultAuthAws { Role = "r", SessionName = "a" }, "spec.aws.sessionName" },
        { new VaultAuthAws { Role = "r", SessionName = "a b" }, "spec.aws.sessionName" },
        { new VaultAuthAws { Role = "r", StsEndpoint = "sts.amazonaws.com" }, "spec.aws.stsEndpoint" },
        { new VaultAuthAws { Role = "r", StsEndpoint = "https://user:word@sts.amazonaws.com" }, "spec.aws.stsEndpoint" },
        { new VaultAuthAws { Role = "r", StsEndpoint = "https://sts.amazonaws.com/path" }, "spec.aws.stsEndpoint" },
        { new VaultAuthAws { Role = "r", IamEndpoint = "https://iam.amazonaws.com?x=y" }, "spec.aws.iamEndpoint" },
        { new VaultAuthAws { Role = "r", SecretRef = "a/b" }, "spec.aws.secretRef" },
        { new VaultAuthAws { Role = "r", IrsaServiceAccount = "A" }, "spec.aws.irsaServiceAccount" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Flaws_name_the_field(VaultAuthAws block, string expected) =>
        Assert.Contains(Flaws(block), flaw => flaw.StartsWith(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("team-a", false, null, null, true)]
    [InlineData("team-a", true, null, null, false)]
    [InlineData("coffer", false, null, null, false)]
    [InlineData("team-a", false, "keys", null, false)]
    [InlineData("team-a", false, null, "sa", false)]
    public void The_operators_own_identity_is_for_its_own_namespace_unless_opened(
        string ns, bool ambient, string? secret, string? account, bool isRefused)
    {
        var flaws = Flaws(new VaultAuthAws { Role = "r", SecretRef = secret, IrsaServiceAccount = account }, ns, ambient);

        Assert.Equal(isRefused, flaws.Count == 1);
        Assert.All(flaws, flaw => Assert.StartsWith(
            "spec.aws: without secretRef and irsaServiceAccount this is the operator's own AWS identity, which "
            + "--ambient-aws-credentials (COFFER_AMBIENT_AWS_CREDENTIALS) keeps to VaultAuths of namespace coffer", flaw,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Where_it_is_opened_nobody_else_chooses_where_its_token_goes()
    {
        var block = new VaultAuthAws { Role = "r", StsEndpoint = "https://sts.example" };

        Assert.StartsWith("spec.aws.stsEndpoint: ", Assert.Single(Flaws(block, "team-a", ambient: true)), StringComparison.Ordinal);
        Assert.Empty(Flaws(block, "coffer"));
        Assert.Empty(Flaws(block with { IrsaServiceAccount = "sa" }, "team-a"));
    }

    [Fact]
    public void Keys_and_accounts_are_those_of_the_consumers_namespace()
    {
        var source = (CredentialSource.Aws)VaultAuthRules.Plan(
            new AuthKey(Key, "app"), Spec(new VaultAuthAws { Role = "r", SecretRef = "keys", IrsaServiceAccount = "sa" }), Key,
            new Uri("https://vault")).Source;

        Assert.Equal((Secret, Account), (source.Secret, source.Account));
        Assert.Equal(new AwsSettings { Namespace = "vault", SessionName = "coffer-vault-a" }, source.Settings);
    }

    [Fact]
    public void A_session_is_named_after_the_VaultAuth_within_what_AWS_takes()
    {
        var key = new AuthKey(new ObjectKey(new string('n', 63), "a"), "app");
        var source = (CredentialSource.Aws)LoginMethods.Aws.Source(key, Spec(new VaultAuthAws { Role = "r" }));

        Assert.Equal(64, source.Settings.SessionName.Length);
        Assert.Empty(Flaws(new VaultAuthAws { Role = "r", SessionName = source.Settings.SessionName }));
    }

    [Fact]
    public void A_global_fills_in_what_is_left_out_and_a_source_is_taken_whole()
    {
        var global = new VaultAuthGlobalSpec
        {
            Aws = new VaultAuthGlobalAws { Role = "global", Region = "eu-west-1", SecretRef = "theirs", HeaderValue = "v" },
        };

        var merged = LoginMethods.Aws.Merge(Spec(new VaultAuthAws { Role = "own", IrsaServiceAccount = "sa" }), global).Aws!;

        Assert.Equal(new VaultAuthAws { Role = "own", Region = "eu-west-1", HeaderValue = "v", IrsaServiceAccount = "sa" }, merged);
        Assert.Equal("theirs", LoginMethods.Aws.Merge(Spec(new VaultAuthAws()), global).Aws!.SecretRef);
    }

    [Theory]
    [InlineData(null, null, "sts.amazonaws.com", 86400)]
    [InlineData("vault", "900", "vault", 900)]
    public void An_account_stands_for_a_role(string? audience, string? expiration, string wanted, long seconds)
    {
        Dictionary<string, string> annotations = new() { [AwsRole.ArnAnnotation] = "arn:aws:iam::1:role/r" };
        if (audience is not null)
        {
            annotations["eks.amazonaws.com/audience"] = audience;
            annotations["eks.amazonaws.com/token-expiration"] = expiration!;
        }

        Assert.True(AwsRole.Read(Account, annotations).TryGet(out var role, out _));
        Assert.Equal(new AwsRole("arn:aws:iam::1:role/r", wanted, seconds), role);
    }

    [Theory]
    [InlineData("eks.amazonaws.com/role-arn", "", "ServiceAccount app/sa has no annotation eks.amazonaws.com/role-arn")]
    [InlineData("eks.amazonaws.com/role-arn", "role", "is 'role', which is no ARN")]
    [InlineData("eks.amazonaws.com/token-expiration", "1h", "is '1h', which is no number of seconds")]
    public void An_annotation_that_can_not_be_used_is_named(string name, string value, string said)
    {
        Dictionary<string, string> annotations = new() { [AwsRole.ArnAnnotation] = "arn:aws:iam::1:role/r", [name] = value };

        var failure = AwsRole.Read(Account, annotations).Failure!;

        Assert.Equal(FailureKind.Misconfigured, failure.Kind);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Secrets_keys_lose_the_line_end_that_editors_leave()
    {
        Assert.True(AwsSecret.Read(Secret, Data(("access_key_id", "AKIA\n"), ("secret_access_key", "s "), ("session_token", "t"))).TryGet(
            out var keys, out _));

        Assert.Equal(("AKIA", "s", "t"), (keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken));
    }

    [Theory]
    [InlineData("access_key_id", "", "Secret app/keys has no key access_key_id, or it is empty")]
    [InlineData("secret_access_key", " ", "Secret app/keys has no key secret_access_key, or it is empty")]
    [InlineData("session_token", "c4nary c4nary", "key session_token of Secret app/keys holds characters")]
    public void A_Secret_that_can_not_be_used_is_told_without_its_values(string name, string value, string said)
    {
        var failure = AwsSecret.Read(Secret, Data(("access_key_id", "c4nary"), ("secret_access_key", "c4nary"), (name, value))).Failure!;

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c4nary", failure.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Data(params (string Name, string Value)[] entries)
    {
        var data = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var (name, value) in entries)
        {
            data[name] = Encoding.UTF8.GetBytes(value);
        }

        return data;
    }
}
