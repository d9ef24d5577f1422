using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Methods;

/// <summary>
/// A token from a Secret of the consumer's namespace, for tests and for the first steps: it is looked at instead of a login, renewed while
/// it can be, and never revoked, for it is not ours.
/// </summary>
internal sealed class TokenLogin : LoginMethod
{
    private const string DefaultKey = "token";

    public override string Name => FieldValues.Token;

    public override bool IsAdopted => true;

    public override IEnumerable<SpecError> Missing(VaultAuthSpec spec) =>
        BlockFlaws.Need($"{Block}.secretRef", spec.Token?.SecretRef);

    public override IEnumerable<SpecError> Malformed(VaultAuthSpec spec) =>
        BlockFlaws.Named($"{Block}.secretRef", spec.Token?.SecretRef);

    public override IMethodDefaults? Defaults(VaultAuthGlobalSpec global) => global.Token;

    public override VaultAuthSpec Merge(VaultAuthSpec spec, VaultAuthGlobalSpec global) => global.Token is not { } given ? spec : spec with
    {
        Token = new VaultAuthToken
        {
            SecretRef = Either.Text(spec.Token?.SecretRef, given.SecretRef),
            Key = Either.Text(spec.Token?.Key, given.Key),
        },
    };

    public override string Role(VaultAuthSpec spec) => "";

    public override CredentialSource Source(AuthKey key, VaultAuthSpec spec)
    {
        var block = spec.Token!;
        return new CredentialSource.SecretKey(new ObjectKey(key.Consumer, block.SecretRef!), Either.Text(block.Key, DefaultKey)!)
        {
            IsVaultToken = true,
        };
    }

    public override IReadOnlyDictionary<string, string> Body(LoginPlan plan, Credential credential) => new Dictionary<string, string>();

    public override string Attempt(LoginPlan plan) => $"the token of {Origin(plan)} can't be used";

    public override IEnumerable<string> Causes(LoginPlan plan, TokenClaims? claims) =>
    [
        $"the token has ended or was revoked: put another one into {Origin(plan)}",
        "it was made by another server, or in another Vault namespace than "
            + $"{(plan.Namespace.Length > 0 ? plan.Namespace : "the root")} and "
            + $"those below it: correct spec.vaultConnectionRef or spec.namespace of VaultAuth {plan.Key.Auth}",
    ];

    /// <summary>Where the token stands.</summary>
    internal static string Origin(LoginPlan plan) =>
        plan.Source is CredentialSource.SecretKey { Secret: var secret, Key: var key } ? $"key {key} of Secret {secret}" : "its Secret";
}
