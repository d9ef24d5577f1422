namespace Coffer.Embedded.Vault.Auth;

/// <summary>Whom a Kubernetes token says it belongs to, in the projected or the old form of claims.</summary>
internal sealed record ServiceAccountToken(string Namespace, string Name, string Uid, string SecretName)
{
    public string UserName => $"system:serviceaccount:{Namespace}:{Name}";

    public static ServiceAccountToken From(Jwt token) => new(
        First(token, "/kubernetes.io/namespace", "kubernetes.io/serviceaccount/namespace"),
        First(token, "/kubernetes.io/serviceaccount/name", "kubernetes.io/serviceaccount/service-account.name"),
        First(token, "/kubernetes.io/serviceaccount/uid", "kubernetes.io/serviceaccount/service-account.uid"),
        First(token, "kubernetes.io/serviceaccount/secret.name"));

    private static string First(Jwt token, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Jwt.Texts(token.Claim(name)) is [var text, ..])
            {
                return text;
            }
        }

        return "";
    }
}
