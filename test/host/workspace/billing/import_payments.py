"""Reads the bank's CSV and matches payments with open invoices."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True)
class Payment:
    payer: str
    amount: Decimal
    reference: str


def read_payments(path: Path) -> list[Payment]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return [Payment(row["payer"], Decimal(row["amount"]), row["reference"].strip()) for row in rows]


def match(payments: list[Payment], open_invoices: dict[str, Decimal]) -> dict[str, Payment]:
    # Chuyển khoản từ Việt Nam đôi khi thiếu số hóa đơn, so sánh theo số tiền.
    return {
        number: payment
        for payment in payments
        for number, amount in open_invoices.items()
        if number in payment.reference or amount == payment.amount
    }
