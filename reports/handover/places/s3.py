"""A store with the interface of S3: a file is there whole or not at all by itself."""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from ...editions.manifest import sha256
from ...models import Target
from ..secrets import secret_of, variable_of
from .place import HandoverFailed

MISSING = {"404", "NoSuchKey", "NotFound"}
REASONS = {
    "AccessDenied": "无权写入",
    "403": "无权写入",
    "NoSuchBucket": "没有这个存储桶",
    "InvalidAccessKeyId": "访问密钥不被承认",
    "SignatureDoesNotMatch": "访问密钥不被承认",
    "QuotaExceeded": "存储空间已满",
}


@contextmanager
def open_s3(target: Target) -> Iterator["S3"]:
    """Open a bucket.

    Raises:
        HandoverFailed: it cannot be reached, or does not let us in.
    """
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        raise HandoverFailed("本机未安装 S3 组件，请系统管理员安装 boto3（可选组件 s3）。") from None
    limits = Config(
        connect_timeout=settings.HANDOVER_TIMEOUT,
        read_timeout=settings.HANDOVER_TIMEOUT,
        retries={"total_max_attempts": 1},
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
    )
    opened = boto3.Session(region_name=target.region or "us-east-1", **_keys(target))
    try:
        yield S3(opened.client("s3", endpoint_url=target.endpoint or None, config=limits), target)
    except ClientError as error:
        raise HandoverFailed(_worded(error, target)) from error
    except (BotoCoreError, OSError) as error:
        raise HandoverFailed(
            f"存储服务 {target.endpoint} 无法连接或没有响应（{type(error).__name__}），请检查网络和对方服务。"
        ) from error


class S3:
    """Objects below a prefix of a bucket."""

    def __init__(self, client: Any, target: Target) -> None:
        self.client = client
        self.bucket = target.bucket
        self.prefix = f"{target.path.strip('/')}/" if target.path.strip("/") else ""

    def read(self, address: str) -> bytes | None:
        """Return the content of a file, None where there is none."""
        if self._head(address) is None:
            return None
        content: bytes = self.client.get_object(**self._at(address))["Body"].read()
        return content

    def is_empty(self) -> bool:
        """Whether nothing lies there yet."""
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=self.prefix, MaxKeys=1)
        return not found.get("KeyCount")

    def holds(self, address: str, content: bytes) -> bool:
        """Whether a file with this very content is there: its hash is kept with it."""
        head = self._head(address)
        return bool(
            head and head["ContentLength"] == len(content) and head["Metadata"].get("sha256") == sha256(content)
        )

    def put(self, address: str, content: bytes) -> None:
        """Put a file in place; the store shows it when it is whole."""
        self.client.put_object(
            **self._at(address), Body=content, ContentType=_type_of(address), Metadata={"sha256": sha256(content)}
        )

    def tidy(self, folder: str) -> None:
        """Nothing is ever half in a store."""

    def remove(self, address: str) -> None:
        """Remove a file, if it is there."""
        self.client.delete_object(**self._at(address))

    def _head(self, address: str) -> dict[str, Any] | None:
        from botocore.exceptions import ClientError

        try:
            head: dict[str, Any] = self.client.head_object(**self._at(address))
        except ClientError as error:
            if error.response["Error"]["Code"] in MISSING:
                return None
            raise
        return head

    def _at(self, address: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": f"{self.prefix}{address}"}


def _keys(target: Target) -> dict[str, str]:
    keys = {what: secret_of(target, what) for what in ("ACCESS_KEY", "SECRET_KEY")}
    if missing := [variable_of(target, what) for what, value in keys.items() if not value]:
        raise HandoverFailed(f"缺少访问密钥，请系统管理员设置环境变量 {'、'.join(missing)}（或其 _FILE）。")
    return {"aws_access_key_id": keys["ACCESS_KEY"], "aws_secret_access_key": keys["SECRET_KEY"]}


def _type_of(address: str) -> str:
    """Return as what a store hands a file out; texts are UTF-8."""
    kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in {"application/json", "application/javascript", "application/xml"}
    return f"{kind}; charset=utf-8" if is_text else kind


def _worded(error: Any, target: Target) -> str:
    code = str(error.response["Error"]["Code"])
    reason = REASONS.get(code, "对方拒绝")
    return f"存储桶 {target.bucket}（{target.endpoint}）：{reason}（{code}），请核对设置或请对方处理。"
