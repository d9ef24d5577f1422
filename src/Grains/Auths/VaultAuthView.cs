using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Globals;

namespace Coffer.Grains.Auths;

/// <summary>What one look at a VaultAuth, its VaultAuthGlobal and its connection brought.</summary>
internal sealed record VaultAuthView(
    VaultAuthVerdict Verdict, Failure? Problem, VaultEndpoint? Endpoint, InputRef Auth, InputRef? Connection)
{
    /// <summary>What it came to with its VaultAuthGlobal; null when it names none, or one that can't be had.</summary>
    public MergedAuth? Merged { get; init; }

    /// <summary>What a login follows, as <see cref="VaultSession.Inputs"/> tells it.</summary>
    public string Inputs => SessionInputs.Of(Auth, Connection, Merged);

    /// <summary>A VaultAuth that can't be used, whatever its connection.</summary>
    public static VaultAuthView Unusable(VaultAuthVerdict verdict, ObjectKey key, InputRef auth) =>
        new(verdict, verdict.Problem(key), null, auth, null);

    /// <summary>True when consumers have to hear of it.</summary>
    public bool DiffersFrom(VaultAuthView? before) =>
        before is null || before.Inputs != Inputs || before.Problem?.Kind != Problem?.Kind
        || before.Endpoint?.Version != Endpoint?.Version || before.Endpoint?.Uid != Endpoint?.Uid;

    /// <summary>What one consumer is told.</summary>
    public LoginReply For(AuthKey consumer, VaultAuthSpec own, string operatorNamespace)
    {
        var failure = AllowedNamespaces.Check(
            ResourceKinds.VaultAuth.Kind, consumer.Auth, own.AllowedNamespaces, consumer.Consumer, operatorNamespace) ?? Problem;
        return failure is null
            ? new LoginReply(
                new LoginRecipe
                {
                    Spec = Merged?.Spec ?? own,
                    Endpoint = Endpoint! with { Consumer = consumer.Consumer },
                    Inputs = Inputs,
                    Uid = Auth.Uid,
                },
                null)
            : new LoginReply(null, failure);
    }
}
