using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Auths;

namespace Coffer.Grains.Auths;

/// <summary>What one look at a VaultAuth and its connection brought.</summary>
internal sealed record VaultAuthView(
    VaultAuthVerdict Verdict, Failure? Problem, VaultEndpoint? Endpoint, InputRef Auth, InputRef? Connection)
{
    /// <summary>What a login follows, as <see cref="VaultSession.Inputs"/> tells it.</summary>
    public string Inputs { get; } = Connection is null ? Auth.ToString() : $"{Auth} {Connection}";

    /// <summary>True when consumers have to hear of it.</summary>
    public bool DiffersFrom(VaultAuthView? before) =>
        before is null || before.Inputs != Inputs || before.Problem?.Kind != Problem?.Kind
        || before.Endpoint?.Version != Endpoint?.Version || before.Endpoint?.Uid != Endpoint?.Uid;

    /// <summary>What one consumer is told.</summary>
    public LoginReply For(AuthKey consumer, VaultAuthSpec spec, string operatorNamespace)
    {
        var failure = AllowedNamespaces.Check(
            ResourceKinds.VaultAuth.Kind, consumer.Auth, spec.AllowedNamespaces, consumer.Consumer, operatorNamespace) ?? Problem;
        return failure is null
            ? new LoginReply(
                new LoginRecipe { Spec = spec, Endpoint = Endpoint! with { Consumer = consumer.Consumer }, Inputs = Inputs }, null)
            : new LoginReply(null, failure);
    }
}
