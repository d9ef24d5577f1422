namespace Coffer.Domain.Auths.Methods;

/// <summary>The login methods that are served.</summary>
public static class LoginMethods
{
    /// <summary>A ServiceAccount's token, reviewed by Vault.</summary>
    public static readonly LoginMethod Kubernetes = new KubernetesLogin();

    /// <summary>Any JWT.</summary>
    public static readonly LoginMethod Jwt = new JwtLogin();

    /// <summary>Role id and secret id.</summary>
    public static readonly LoginMethod AppRole = new AppRoleLogin();

    /// <summary>A request to AWS that is signed with an identity of Amazon.</summary>
    public static readonly LoginMethod Aws = new AwsLogin();

    /// <summary>Workload identity of Google Kubernetes Engine.</summary>
    public static readonly LoginMethod Gcp = new GcpLogin();

    /// <summary>A client certificate; Coffer's own.</summary>
    public static readonly LoginMethod Cert = new CertLogin();

    /// <summary>A token that is there already; Coffer's own.</summary>
    public static readonly LoginMethod Token = new TokenLogin();

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<LoginMethod> All = [Kubernetes, Jwt, AppRole, Aws, Gcp, Cert, Token];

    /// <summary>Their names, for people.</summary>
    public static readonly string Names = string.Join(", ", All.Select(static method => method.Name));

    /// <summary>The method of a name as in <c>spec.method</c>; null for one that is not served.</summary>
    public static LoginMethod? Find(string? name) => All.FirstOrDefault(method => method.Name == name);
}
