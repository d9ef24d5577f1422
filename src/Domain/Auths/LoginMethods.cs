namespace Coffer.Domain.Auths;

/// <summary>The login methods of the API, as spelled in <c>spec.method</c>.</summary>
public static class LoginMethods
{
    /// <summary>A ServiceAccount's token, reviewed by Vault.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>Any JWT.</summary>
    public const string Jwt = "jwt";

    /// <summary>Role id and secret id.</summary>
    public const string AppRole = "appRole";

    /// <summary>AWS; not there yet.</summary>
    public const string Aws = "aws";

    /// <summary>Google Cloud; not there yet.</summary>
    public const string Gcp = "gcp";
}
