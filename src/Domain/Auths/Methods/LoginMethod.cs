using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Methods;

/// <summary>What one method of logging in adds to what all have in common. Pure: names credentials, holds none.</summary>
public abstract class LoginMethod
{
    /// <summary>Name in <c>spec.method</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Type of the auth mount, as <c>vault auth enable</c> has it.</summary>
    public virtual string MountType => Name;

    /// <summary>Whether what is sent is a JWT, whose public claims may tell why it was refused.</summary>
    public virtual bool SendsJwt => false;

    /// <summary>
    /// Whether Vault locks a role out after some refused logins in a row, for everybody (user lockout: of the
    /// methods here AppRole's alone).
    /// </summary>
    public virtual bool LocksOut => false;

    /// <summary>Whether its tokens are renewed; otherwise there is a new login before their end.</summary>
    public virtual bool Renews => true;

    /// <summary>
    /// Whether the credential is a token that somebody else made: there is no auth mount and no login, and it is never revoked.
    /// </summary>
    public virtual bool IsAdopted => false;

    /// <summary>Path of the field that holds its settings.</summary>
    public string Block => $"spec.{Name}";

    /// <summary>What its block lacks.</summary>
    public abstract IEnumerable<SpecError> Missing(VaultAuthSpec spec);

    /// <summary>What stands in its block and can't be used.</summary>
    public abstract IEnumerable<SpecError> Malformed(VaultAuthSpec spec);

    /// <summary>What a VaultAuthGlobal gives for this method; null when it has no such block.</summary>
    public abstract IMethodDefaults? Defaults(VaultAuthGlobalSpec global);

    /// <summary>
    /// The spec with what its block leaves out taken from the VaultAuthGlobal's. Fields that exclude each other are taken from one of the
    /// two alone.
    /// </summary>
    public abstract VaultAuthSpec Merge(VaultAuthSpec spec, VaultAuthGlobalSpec global);

    /// <summary>The role, or what stands for one; empty where there is none.</summary>
    public abstract string Role(VaultAuthSpec spec);

    /// <summary>Where the credential of a sound spec comes from.</summary>
    public abstract CredentialSource Source(AuthKey key, VaultAuthSpec spec);

    /// <summary>Fields of the login's body, beside <c>spec.params</c>.</summary>
    /// <param name="plan">The login.</param>
    /// <param name="credential">What its source gave.</param>
    public abstract IReadOnlyDictionary<string, string> Body(LoginPlan plan, Credential credential);

    /// <summary>The role for a message.</summary>
    public virtual string ShownRole(string role) => $"'{role}'";

    /// <summary>What failed, for a message.</summary>
    public virtual string Attempt(LoginPlan plan) =>
        $"login at auth/{plan.Mount}{Wording.InNamespace(plan.Namespace)} with role {ShownRole(plan.Role)} failed";

    /// <summary>What to do when the credential could not be had; null for what goes for all methods.</summary>
    /// <param name="plan">The login.</param>
    /// <param name="failure">What came of the attempt to have it.</param>
    public virtual string? CredentialRemedy(LoginPlan plan, Failure failure) => null;

    /// <summary>What to do about a refusal whose words tell the cause; null when they don't.</summary>
    /// <param name="plan">The login.</param>
    /// <param name="said">Vault's words.</param>
    /// <param name="claims">Public claims of the JWT that was sent; null when it was none.</param>
    public virtual string? Refused(LoginPlan plan, string said, TokenClaims? claims) => null;

    /// <summary>What is left as the cause of a refusal that tells nothing, beside an auth mount that is not there.</summary>
    public abstract IEnumerable<string> Causes(LoginPlan plan, TokenClaims? claims);
}
