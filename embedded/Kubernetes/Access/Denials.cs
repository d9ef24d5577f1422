using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Access;

/// <summary>403 in the words of the authorizer.</summary>
internal static class Denials
{
    public static ApiException For(string user, AccessQuestion question)
    {
        if (question.Resource.Length == 0)
        {
            return new ApiException(new ApiStatus(
                403, "Forbidden", $"forbidden: User \"{user}\" cannot {question.Verb} path \"{question.Path}\"", []));
        }

        var resource = question.Subresource.Length == 0 ? question.Resource : $"{question.Resource}/{question.Subresource}";
        var scope = question.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{question.Namespace}\"";
        return Errors.Forbidden(
            question.Group,
            question.Resource,
            question.Name.Length == 0 ? null : question.Name,
            $"User \"{user}\" cannot {question.Verb} resource \"{resource}\" in API group \"{question.Group}\" {scope}");
    }
}
