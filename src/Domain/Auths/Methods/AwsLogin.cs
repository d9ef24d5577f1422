using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Methods;

/// <summary>
/// A request to AWS STS that is signed with keys of a Secret, of a ServiceAccount's IAM role or of the operator, and that Vault sends to
/// learn whose keys they are.
/// </summary>
internal sealed class AwsLogin : LoginMethod
{
    public override string Name => FieldValues.Aws;

    public override IEnumerable<SpecError> Missing(VaultAuthSpec spec) => BlockFlaws.Need($"{Block}.role", spec.Aws?.Role);

    public override IEnumerable<SpecError> Malformed(VaultAuthSpec spec) => spec.Aws is not { } block ? [] :
    [
        .. BlockFlaws.Named($"{Block}.secretRef", block.SecretRef),
        .. BlockFlaws.Named($"{Block}.irsaServiceAccount", block.IrsaServiceAccount),
        .. AwsFields.Flaws(Block, block),
    ];

    public override IMethodDefaults? Defaults(VaultAuthGlobalSpec global) => global.Aws;

    public override VaultAuthSpec Merge(VaultAuthSpec spec, VaultAuthGlobalSpec global)
    {
        if (global.Aws is not { } given)
        {
            return spec;
        }

        var own = spec.Aws ?? new VaultAuthAws();
        var hasSource = HasSource(own);
        return spec with
        {
            Aws = new VaultAuthAws
            {
                Role = Either.Text(own.Role, given.Role),
                Region = Either.Text(own.Region, given.Region),
                HeaderValue = Either.Text(own.HeaderValue, given.HeaderValue),
                SessionName = Either.Text(own.SessionName, given.SessionName),
                StsEndpoint = Either.Text(own.StsEndpoint, given.StsEndpoint),
                IamEndpoint = Either.Text(own.IamEndpoint, given.IamEndpoint),
                SecretRef = hasSource ? own.SecretRef : given.SecretRef,
                IrsaServiceAccount = hasSource ? own.IrsaServiceAccount : given.IrsaServiceAccount,
            },
        };
    }

    public override string Role(VaultAuthSpec spec) => spec.Aws?.Role ?? "";

    public override CredentialSource Source(AuthKey key, VaultAuthSpec spec)
    {
        var block = spec.Aws!;
        var settings = new AwsSettings
        {
            Namespace = key.Auth.Namespace,
            Region = block.Region ?? "",
            ServerId = block.HeaderValue ?? "",
            SessionName = string.IsNullOrEmpty(block.SessionName) ? AwsFields.SessionName(key) : block.SessionName,
            StsEndpoint = string.IsNullOrEmpty(block.StsEndpoint) ? null : new Uri(block.StsEndpoint),
        };
        return new CredentialSource.Aws(settings)
        {
            Secret = Named(key, block.SecretRef),
            Account = Named(key, block.IrsaServiceAccount),
        };
    }

    public override IReadOnlyDictionary<string, string> Body(LoginPlan plan, Credential credential) =>
        new Dictionary<string, string>(((Credential.Fields)credential).Values) { ["role"] = plan.Role };

    public override string? CredentialRemedy(LoginPlan plan, Failure failure) =>
        AwsTexts.Remedy(plan.Key, (CredentialSource.Aws)plan.Source, failure);

    public override string? Refused(LoginPlan plan, string said, TokenClaims? claims) => AwsTexts.Refused(plan, said);

    public override IEnumerable<string> Causes(LoginPlan plan, TokenClaims? claims) =>
    [
        $"role '{plan.Role}' is bound to other addresses than this pod's (token_bound_cidrs)",
        $"auth/{plan.Mount}/config/client leads Vault to something else than STS",
    ];

    /// <summary>Whether a block names whose keys sign; a block without is the operator's own identity.</summary>
    public static bool HasSource(VaultAuthAws? block) =>
        !string.IsNullOrEmpty(block?.SecretRef) || !string.IsNullOrEmpty(block?.IrsaServiceAccount);

    private static ObjectKey? Named(AuthKey key, string? name) => string.IsNullOrEmpty(name) ? null : new ObjectKey(key.Consumer, name);
}
